/**
 * What a learner hands in: one file with the journal, the commands, the seeds of the parameters and a signature.
 * Reading one trusts nothing in it, because whoever made it may want the marks without the work, or the grader's machine.
 * Start at {@link lab.grader.submission.Submission}, which reads; {@link lab.grader.submission.Draft} writes.
 */
@NullMarked
package lab.grader.submission;

import org.jspecify.annotations.NullMarked;
