package lab.grader;

import java.util.List;
import lab.grader.expression.Outcome;
import lab.runtime.observe.Observation;

/**
 * What a check came to in one look, with its evidence.
 *
 * @param check the check
 * @param outcome met, not met with what deviates, or could not observe with the reason
 * @param observed the facts that were read for it, with their sources
 */
public record CheckResult(Check check, Outcome outcome, List<Observation> observed) {
    /** Copies the list. */
    public CheckResult {
        observed = List.copyOf(observed);
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
