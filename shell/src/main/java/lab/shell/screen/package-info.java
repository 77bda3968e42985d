/**
 * How things look: colours and signs, lines that fit the width, pages of lessons, tables, live figures and the panel of checks. It turns
 * data into lines and prints nothing. Start with {@code Theme} and {@code PageText}.
 */
@NullMarked
package lab.shell.screen;

import org.jspecify.annotations.NullMarked;
