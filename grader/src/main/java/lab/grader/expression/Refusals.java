package lab.grader.expression;

import java.util.Optional;
import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;
import org.jspecify.annotations.Nullable;

/** The facts of one evaluation that gave no value. */
final class Refusals {
    private @Nullable Observation absent;
    private @Nullable Observation unobservable;

    /** Ends the evaluation of the surrounding part of the expression if a fact has no value. */
    void throwIfMissing(Observation observation) {
        if (observation.reading() instanceof Reading.Absent) {
            absent = absent == null ? observation : absent;
            throw new NoValue(observation);
        }
        if (observation.reading() instanceof Reading.Unobservable) {
            unobservable = unobservable == null ? observation : unobservable;
            throw new NoValue(observation);
        }
    }

    /** Forgets the refusals of the evaluation before. */
    void clear() {
        absent = null;
        unobservable = null;
    }

    /** What an evaluation that failed for want of a value comes to: not observed outweighs absent. */
    Optional<Observation> weightiest() {
        return Optional.ofNullable(unobservable == null ? absent : unobservable);
    }

    /** Stops CEL; the logical operators of CEL go on where the other side decides. */
    static final class NoValue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoValue(Observation observation) {
            super(observation.path(), null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        }
    }
}
