/**
 * What one run of the lab works with: its settings, its console, the learner's place with the workbench, and the facts of that place.
 * Everything heavy is made when it is first asked for, so that a small command stays quick. Start with {@code Lab}.
 */
@NullMarked
package lab.shell.session;

import org.jspecify.annotations.NullMarked;
