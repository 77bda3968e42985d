package lab.grader.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.StructValue;
import java.util.List;
import java.util.Optional;
import lab.runtime.observe.Fact;
import lab.runtime.observe.FactGroup;
import lab.runtime.observe.FactList;
import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;

/**
 * A group of facts as CEL sees it: a structure whose fields are read when they are selected.
 *
 * <p>It is not a {@code Map}, because CEL copies maps that functions return, and copying would read every fact.
 */
@SuppressWarnings("Immutable") // It is to CEL: a fact, once read, stays what it was for the rest of the look.
final class FactValue extends StructValue<String, Object> {
    private static final CelType TYPE = OpaqueType.create("facts");

    private final FactGroup group;
    private final Refusals refusals;

    FactValue(FactGroup group, Refusals refusals) {
        this.group = group;
        this.refusals = refusals;
    }

    FactGroup group() {
        return group;
    }

    /** A part that is found by its key. */
    FactValue keyed(String name, Object key) {
        return new FactValue(group.get(name, key), refusals);
    }

    @Override
    public Object select(String name) {
        return value(group.get(name));
    }

    @Override
    public Optional<Object> find(String name) {
        return Optional.of(select(name));
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return false;
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    private Object value(Fact fact) {
        if (fact instanceof FactGroup part) {
            return new FactValue(part, refusals);
        }
        if (fact instanceof FactList list) {
            refusals.throwIfMissing(list.observation());
            return list.elements().stream().map(g -> new FactValue(g, refusals)).toList();
        }
        Observation observation = (Observation) fact;
        refusals.throwIfMissing(observation);
        return celValue(((Reading.Value) observation.reading()).value());
    }

    private static Object celValue(@org.jspecify.annotations.Nullable Object value) {
        return value == null ? NullValue.NULL_VALUE : value instanceof List<?> list ? List.copyOf(list) : value;
    }
}
