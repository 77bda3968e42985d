package lab.grader.expression;

import java.util.List;
import lab.runtime.observe.Observation;

/**
 * What an expression came to, and the facts it was made from.
 *
 * @param result the value, or why there is none
 * @param observed every fact that was asked for, in order
 */
public record Evaluation(Result result, List<Observation> observed) {
    /** Copies the list. */
    public Evaluation {
        observed = List.copyOf(observed);
    }
}
