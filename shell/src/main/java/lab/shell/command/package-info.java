/**
 * What a learner types: each command is a file, the same at the system prompt and inside the shell. {@code Commands} knows them all,
 * {@code LineRunner} takes a line apart and sends what is no command to the workbench. Start with {@code Commands}.
 */
@NullMarked
package lab.shell.command;

import org.jspecify.annotations.NullMarked;
