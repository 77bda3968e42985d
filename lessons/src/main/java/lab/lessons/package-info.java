/**
 * The lessons as data: what a learner reads, step by step. The sources are AsciiDoc and are compiled at build time; the
 * shell only loads the result. Start with {@code Lesson}.
 */
@NullMarked
package lab.lessons;

import org.jspecify.annotations.NullMarked;
