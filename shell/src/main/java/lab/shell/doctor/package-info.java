/**
 * Tries what the lab needs of a host, for real, and says what is missing, why, and what helps. Nothing is taken from version numbers, since
 * distributions patch and switch off. Start with {@code Doctor}.
 */
@NullMarked
package lab.shell.doctor;

import org.jspecify.annotations.NullMarked;
