package lab.grader.expression;

import java.util.List;
import lab.runtime.observe.FactGroup;
import lab.runtime.observe.Observation;
import org.jspecify.annotations.Nullable;

/** What an expression came to. */
public sealed interface Result {
    /**
     * A value.
     *
     * @param value a {@code Boolean}, {@code Long}, {@code Double}, {@code String} or a list of those; null where there is no such value
     */
    record Value(@Nullable Object value) implements Result {}

    /**
     * A thing with facts of its own, which were not read yet.
     *
     * @param group the thing
     */
    record Thing(FactGroup group) implements Result {}

    /**
     * Several things with facts of their own.
     *
     * @param groups the things
     */
    record Things(List<FactGroup> groups) implements Result {
        /** Copies the list. */
        public Things {
            groups = List.copyOf(groups);
        }
    }

    /**
     * No value, because a thing that the expression asks about does not exist.
     *
     * @param observation the fact that had no value; its reading says why
     */
    record Absent(Observation observation) implements Result {}

    /**
     * No value, because a fact could not be observed.
     *
     * @param observation the fact; its reading says why
     */
    record Unobservable(Observation observation) implements Result {}

    /**
     * No value, because the values that were read do not fit the expression, such as a list that is too short.
     *
     * @param reason what does not fit
     */
    record Failed(String reason) implements Result {}
}
