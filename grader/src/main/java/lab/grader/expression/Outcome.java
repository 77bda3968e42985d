package lab.grader.expression;

import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;

/** The outcome of a check: met, not met, or could not observe. */
public sealed interface Outcome {
    /** What was wanted is so. */
    record Met() implements Outcome {}

    /**
     * What was wanted is not so.
     *
     * @param deviation the part that deviates
     */
    record NotMet(Deviation deviation) implements Outcome {}

    /**
     * It can't be told whether what was wanted is so. This never counts against anyone.
     *
     * @param reason what stood in the way
     * @param source where the look was tried
     */
    record CouldNotObserve(String reason, String source) implements Outcome {
        static CouldNotObserve of(Observation observation) {
            Reading.Unobservable reading = (Reading.Unobservable) observation.reading();
            return new CouldNotObserve(reading.reason(), reading.source());
        }
    }

    /**
     * Whether it is met.
     *
     * @return true for {@link Met} only
     */
    default boolean met() {
        return this instanceof Met;
    }
}
