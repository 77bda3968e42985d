/**
 * The exercises as data: parameters, checks, hints, solutions and wrong attempts. They are written in AsciiDoc and compiled
 * at build time. Start with {@code Exercise}.
 */
@NullMarked
package lab.exercises;

import org.jspecify.annotations.NullMarked;
