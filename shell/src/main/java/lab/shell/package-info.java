/**
 * What a learner types and sees: commands, prompt, lesson walk and pictures. Each command is one file. Start with
 * {@code Main}.
 */
@NullMarked
package lab.shell;

import org.jspecify.annotations.NullMarked;
