package lab.grader.expression;

import java.util.List;
import lab.runtime.observe.Observation;

/**
 * Whether a condition holds, and the facts that say so.
 *
 * @param outcome met, not met, or could not observe
 * @param observed the facts that were read to decide it, in order
 * @param evidence those of them that a reader needs: of a long list not every element
 */
public record Judgement(Outcome outcome, List<Observation> observed, List<Observation> evidence) {
    /** Copies the lists. */
    public Judgement {
        observed = List.copyOf(observed);
        evidence = List.copyOf(evidence);
    }
}
