/**
 * The compiler from AsciiDoc sources to the {@link lab.exercises.Exercise exercise model}, run by the build and by authors.
 *
 * <p>The English source holds everything; a translation holds text only and names the checks, hints, solutions and wrong attempts by their ids, so the languages can't drift apart. What is missing, unknown or unused stops the build.
 *
 * <p>Start with {@link lab.exercises.compiler.ExerciseCompiler}, then {@link lab.exercises.compiler.TranslationCompiler}.
 */
@NullMarked
package lab.exercises.compiler;

import org.jspecify.annotations.NullMarked;
