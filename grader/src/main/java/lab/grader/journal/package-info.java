/**
 * What happened in a learner's attempts, kept as lines of JSON in a file that only ever grows.
 * An attempt goes on from it after the shell has ended, however it ended, and a disputed verdict can be looked at with the facts it was made from.
 * Start at {@link lab.grader.journal.Journal}; the format of a line is in {@link lab.grader.journal.Lines}.
 */
@NullMarked
package lab.grader.journal;

import org.jspecify.annotations.NullMarked;
