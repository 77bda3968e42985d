/**
 * The exercises as data: what must be true at the end, how it is checked, and what helps on the way.
 *
 * <p>Text, checks and solutions share one set of {@link lab.exercises.Parameter parameters}, drawn from a seed, so that no two learners have the same task and a task and its check can't drift apart.
 *
 * <p>Start with {@link lab.exercises.Exercise}; {@link lab.exercises.Exercises#load} reads the compiled content from the class path.
 */
@NullMarked
package lab.exercises;

import org.jspecify.annotations.NullMarked;
