/**
 * The compiler from AsciiDoc sources to the {@link lab.lessons.Lesson lesson model}, run by the build and by authors.
 *
 * <p>AsciidoctorJ takes seconds to start, so nothing here is on a learner's path; every mistake in a source is reported with its file, line and column before a learner can meet it.
 *
 * <p>Start with {@link lab.lessons.compiler.LessonsBuild}, then {@link lab.lessons.compiler.LessonCompiler}; {@link lab.lessons.compiler.Asciidoc} is the only door to AsciidoctorJ.
 */
@NullMarked
package lab.lessons.compiler;

import org.jspecify.annotations.NullMarked;
