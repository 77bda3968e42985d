package lab.grader.expression;

import java.util.List;
import java.util.Optional;
import lab.runtime.observe.Observation;

/**
 * How what was observed differs from what was wanted.
 *
 * @param wanted the part of the expression that does not hold, parameters filled in
 * @param sides the values of what it compares, left before right
 * @param absent the fact of a thing that does not exist, if that is why
 * @param observed the facts of this part that a reader needs, with their sources
 */
public record Deviation(String wanted, List<Side> sides, Optional<Observation> absent, List<Observation> observed) {
    /** Copies the lists. */
    public Deviation {
        sides = List.copyOf(sides);
        observed = List.copyOf(observed);
    }

    /**
     * One side of a comparison.
     *
     * @param text how the expression writes it
     * @param value what it was
     */
    public record Side(String text, String value) {}
}
