/**
 * The lessons as data: what a lesson says, asks and lets the learner type, step by step.
 *
 * <p>The shell walks this model and draws it; the exercises reuse its {@link lab.lessons.Block blocks} for their own text, so both read and look alike.
 *
 * <p>Start with {@link lab.lessons.Lesson}, then {@link lab.lessons.Beat}; {@link lab.lessons.format.LessonFormat#load} reads the compiled content from the class path.
 */
@NullMarked
package lab.lessons;

import org.jspecify.annotations.NullMarked;
