/**
 * Decides from facts whether an exercise is done, and keeps the evidence.
 * A check has three outcomes, met, not met and could not observe, and each comes with the facts that were read, so that a verdict can be shown, disputed and replayed.
 * Start at {@link lab.grader.Attempt}; {@link lab.grader.Verdict} is what comes out, {@link lab.grader.Watcher} looks again when something changes.
 */
@NullMarked
package lab.grader;

import org.jspecify.annotations.NullMarked;
