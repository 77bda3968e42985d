package lab.runtime.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A thing of the kernel and the shape by which its facts are read.
 *
 * @param shape how to read
 * @param found the thing, or why there is none
 * @param orphan whether what it would be a part of is missing: then not even {@code exists} has an answer, or else the mounts of a process that is not there
 *     would seem to be looked for in vain
 * @param <S> what represents the thing
 */
record LiveBound<S>(Shape<S> shape, Found<S> found, boolean orphan) implements FactGroup.Bound {
    @Override
    public Optional<Reading> missing() {
        return found instanceof Found.Missing<S> missing ? Optional.of(missing.reading()) : Optional.empty();
    }

    @Override
    public Fact get(String path, String name, FactLog log) {
        Shape.Entry<S> entry = shape.require(name);
        if (entry instanceof Shape.Leaf<S> leaf) {
            return new Observation(
                    path, name.equals(FactGroup.EXISTS) ? exists(leaf) : sourced(found.read(leaf.reader())));
        }
        if (entry instanceof Shape.Part<S, ?> part) {
            return part(path, part, log);
        }
        if (entry instanceof Shape.Many<S, ?> many) {
            return many(path, many, log);
        }
        throw new IllegalArgumentException(name + " of a " + shape.title() + " needs a key, such as " + name + "('…')");
    }

    @Override
    public FactGroup keyed(String path, String name, Object key, FactLog log) {
        return keyed(path, shape.requireKeyed(name, key), key, log);
    }

    private boolean isMissing() {
        return found instanceof Found.Missing<S>;
    }

    private Reading exists(Shape.Leaf<S> leaf) {
        if (found instanceof Found.Here<S> here) {
            return sourced(leaf.reader().apply(here.subject()));
        }
        Reading missing = ((Found.Missing<S>) found).reading();
        return missing instanceof Reading.Absent absent && !orphan
                ? new Reading.Value(false, absent.source())
                : missing;
    }

    /** A part of a line has no source of its own: it comes from where the line was found. */
    private Reading sourced(Reading reading) {
        return reading instanceof Reading.Value value && value.source().isEmpty() && found instanceof Found.Here<S> here
                ? new Reading.Value(value.value(), here.source())
                : reading;
    }

    private <T> FactGroup part(String path, Shape.Part<S, T> part, FactLog log) {
        return FactGroup.of(path, new LiveBound<>(part.shape().get(), found.then(part.finder()), isMissing()), log);
    }

    private <T> FactGroup keyed(String path, Shape.Keyed<S, T> keyed, Object key, FactLog log) {
        Found<T> wanted = found.then(s -> keyed.finder().apply(s, key));
        return FactGroup.of(path, new LiveBound<>(keyed.shape().get(), wanted, isMissing()), log);
    }

    private <T> FactList many(String path, Shape.Many<S, T> many, FactLog log) {
        Found<List<T>> all = found.then(many.finder());
        if (all instanceof Found.Here<List<T>> here) {
            List<FactGroup> groups = new ArrayList<>();
            for (T subject : here.subject()) {
                Found<T> element = Found.here(subject, here.source());
                groups.add(FactGroup.of(
                        path + '[' + groups.size() + ']',
                        new LiveBound<>(many.shape().get(), element, false),
                        log));
            }
            return new FactList(path, groups, new Reading.Value((long) groups.size(), here.source()));
        }
        return new FactList(path, List.of(), ((Found.Missing<List<T>>) all).reading());
    }
}
