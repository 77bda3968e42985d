/**
 * The compact binary form in which compiled lessons and exercises travel in the jar.
 *
 * <p>A learner must not wait for a parser: these few classes read everything in some milliseconds and need no library.
 *
 * <p>Start with {@link lab.lessons.format.DocumentOutput}, which {@link lab.lessons.format.DocumentInput} mirrors; {@link lab.lessons.format.LessonFormat} shows their use.
 */
@NullMarked
package lab.lessons.format;

import org.jspecify.annotations.NullMarked;
