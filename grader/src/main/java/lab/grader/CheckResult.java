package lab.grader;

import java.util.List;
import lab.grader.expression.Outcome;
import lab.runtime.observe.Observation;

/**
 * What a check came to in one look, with its evidence.
 *
 * @param check the check
 * @param outcome met, not met with what deviates, or could not observe with the reason
 * @param now whether the condition itself held in this look, whatever the outcome remembers of earlier ones
 * @param observed all facts that were read for it, with their sources
 * @param evidence those of them that a reader needs: of a long list not every element
 */
public record CheckResult(
        Check check, Outcome outcome, boolean now, List<Observation> observed, List<Observation> evidence) {
    /** Copies the lists. */
    public CheckResult {
        observed = List.copyOf(observed);
        evidence = List.copyOf(evidence);
    }

    /**
     * The points it earns.
     *
     * @return all of its points if it is met, else 0
     */
    public int points() {
        return outcome.met() ? check.spec().points() : 0;
    }
}
