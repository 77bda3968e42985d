package lab.runtime.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A thing of an earlier look, whose facts are answered from what was recorded then.
 *
 * @param shape which facts such a thing has
 * @param readings the recorded answers by path
 */
record RecordedBound(Shape<?> shape, Map<String, Reading> readings) implements FactGroup.Bound {
    /** No place has longer lists; a record that claims one was not written by a look. */
    private static final long LONGEST = 1 << 16;

    @Override
    public Optional<Reading> missing() {
        return Optional.empty();
    }

    @Override
    public Fact get(String path, String name, FactLog log) {
        Shape.Entry<?> entry = shape.require(name);
        if (entry instanceof Shape.Leaf<?>) {
            return new Observation(path, recorded(path));
        }
        if (entry instanceof Shape.Part<?, ?> part) {
            return FactGroup.of(path, new RecordedBound(part.shape().get(), readings), log);
        }
        if (entry instanceof Shape.Many<?, ?> many) {
            return many(path, many.shape().get(), log);
        }
        throw new IllegalArgumentException(name + " of a " + shape.title() + " needs a key, such as " + name + "('…')");
    }

    @Override
    public FactGroup keyed(String path, String name, Object key, FactLog log) {
        return FactGroup.of(
                path, new RecordedBound(shape.requireKeyed(name, key).shape().get(), readings), log);
    }

    private FactList many(String path, Shape<?> elements, FactLog log) {
        FactList unknown = new FactList(path, List.of(), new Reading.Value(0L, ""));
        Reading count = recorded(unknown.observation().path());
        List<FactGroup> groups = new ArrayList<>();
        if (count instanceof Reading.Value value && value.value() instanceof Long size) {
            if (size > LONGEST) {
                return new FactList(
                        path,
                        List.of(),
                        new Reading.Unobservable("the record claims " + size + " of them", "the record"));
            }
            while (groups.size() < size) {
                groups.add(FactGroup.of(path + '[' + groups.size() + ']', new RecordedBound(elements, readings), log));
            }
        }
        return new FactList(path, groups, count);
    }

    private Reading recorded(String path) {
        Reading reading = readings.get(path);
        return reading != null ? reading : new Reading.Unobservable(path + " was not recorded then", "the record");
    }
}
