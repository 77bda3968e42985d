package lab.grader.expression;

import java.util.List;
import lab.runtime.observe.Observation;

/**
 * Whether a condition holds, and the facts that say so.
 *
 * @param outcome met, not met, or could not observe
 * @param observed the facts that were read to decide it, in order
 */
public record Judgement(Outcome outcome, List<Observation> observed) {
    /** Copies the list. */
    public Judgement {
        observed = List.copyOf(observed);
    }
}
