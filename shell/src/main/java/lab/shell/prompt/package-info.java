/**
 * The prompt: reads lines with history and completion, runs them, and lets the walk look at the kernel after each. Start with {@code Repl}.
 */
@NullMarked
package lab.shell.prompt;

import org.jspecify.annotations.NullMarked;
