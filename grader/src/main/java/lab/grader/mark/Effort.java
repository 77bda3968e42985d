package lab.grader.mark;

import java.util.List;
import java.util.Map;
import lab.grader.journal.JournalLine;
import lab.grader.submission.Refusal;
import lab.grader.submission.RefusedException;
import lab.runtime.observe.Reading;

/**
 * Counts the work that a submission asks for. A journal can be small and name lists of any length, or hold looks without end; counting, unlike a clock, says
 * the same on every machine.
 */
final class Effort {
    private static final int MOST_LOOKS = 20_000;
    private static final long MOST_ELEMENTS = 2_000_000;

    private int looks;
    private long elements;

    /** Takes account of a line that is about to be judged; refuses what is more than any learner has done. */
    void spend(JournalLine line) throws RefusedException {
        if (!line.what().equals("verdict")) {
            return;
        }
        looks++;
        for (Map.Entry<String, Reading> fact : line.facts().entrySet()) {
            if (fact.getKey().startsWith("size(")
                    && fact.getValue() instanceof Reading.Value value
                    && value.value() instanceof Long size) {
                elements += Math.max(0, Math.min(size, MOST_ELEMENTS));
            }
        }
        if (looks > MOST_LOOKS || elements > MOST_ELEMENTS) {
            throw new RefusedException(new Refusal(
                    Refusal.Kind.TOO_MUCH_WORK, List.of(looks + " looks, " + elements + " things in lists")));
        }
    }
}
