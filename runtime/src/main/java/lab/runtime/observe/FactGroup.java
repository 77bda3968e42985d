package lab.runtime.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A thing of the fact tree whose facts are read when they are asked for, each once.
 *
 * <p>Not safe for use by several threads: a look belongs to the thread that makes it.
 */
public final class FactGroup implements Fact {
    /** The name of the fact that answers even when the thing is missing. */
    public static final String EXISTS = "exists";

    private final String path;
    private final Bound<?> bound;
    private final FactLog log;
    private final Map<String, Fact> read = new HashMap<>();

    private FactGroup(String path, Bound<?> bound, FactLog log) {
        this.path = path;
        this.bound = bound;
        this.log = log;
    }

    static <S> FactGroup of(String path, Shape<S> shape, Found<S> found, FactLog log) {
        return new FactGroup(path, new Bound<>(shape, found), log);
    }

    @Override
    public String path() {
        return path;
    }

    /**
     * The names and meanings of this thing's facts.
     *
     * @return the shape
     */
    public Shape<?> shape() {
        return bound.shape;
    }

    /**
     * Why the thing has no facts, if it is missing.
     *
     * @return the answer that its facts give, or empty if the thing is there
     */
    public Optional<Reading> missing() {
        return bound.found instanceof Found.Missing<?> missing ? Optional.of(missing.reading()) : Optional.empty();
    }

    /**
     * Reads a fact by name.
     *
     * @param name a name of the shape
     * @return the fact; an {@link Observation} is logged each time it is asked for
     * @throws IllegalArgumentException if the shape has no such name, or the name needs a key
     */
    public Fact get(String name) {
        Fact fact = read.get(name);
        if (fact == null) {
            fact = bound.get(join(path, name), name, log);
            read.put(name, fact);
        }
        note(fact);
        return fact;
    }

    /**
     * Finds a part by its key.
     *
     * @param name the function's name
     * @param key a {@code String} or a {@code Long}
     * @return the part, which may be missing
     * @throws IllegalArgumentException if the shape has no such function or the key has the wrong type
     */
    public FactGroup get(String name, Object key) {
        String call = name + '(' + literal(key) + ')';
        Fact fact = read.get(call);
        if (fact == null) {
            fact = bound.keyed(join(path, call), name, key, log);
            read.put(call, fact);
        }
        return (FactGroup) fact;
    }

    @Override
    public String toString() {
        return path;
    }

    private void note(Fact fact) {
        if (fact instanceof Observation observation) {
            log.add(observation);
        } else if (fact instanceof FactList list) {
            log.add(list.observation());
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }

    private static String literal(Object key) {
        return key instanceof String text ? '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'' : key.toString();
    }

    /** A shape together with the thing it describes. */
    private static final class Bound<S> {
        final Shape<S> shape;
        final Found<S> found;

        Bound(Shape<S> shape, Found<S> found) {
            this.shape = shape;
            this.found = found;
        }

        Fact get(String path, String name, FactLog log) {
            Shape.Entry<S> entry = entry(name);
            if (entry instanceof Shape.Leaf<S> leaf) {
                return new Observation(path, name.equals(EXISTS) ? exists(leaf) : sourced(found.read(leaf.reader())));
            }
            if (entry instanceof Shape.Part<S, ?> part) {
                return part(path, part, log);
            }
            if (entry instanceof Shape.Many<S, ?> many) {
                return many(path, many, log);
            }
            throw new IllegalArgumentException(name + " of a " + shape.title() + " needs a key, such as " + name + "('…')");
        }

        FactGroup keyed(String path, String name, Object key, FactLog log) {
            if (entry(name) instanceof Shape.Keyed<S, ?> keyed) {
                if (!(key instanceof String) && !(key instanceof Long && keyed.numbers())) {
                    throw new IllegalArgumentException(name + "(…) takes " + (keyed.numbers() ? "text or a number" : "text"));
                }
                return keyed(path, keyed, key, log);
            }
            throw new IllegalArgumentException(name + " of a " + shape.title() + " takes no key");
        }

        private Reading exists(Shape.Leaf<S> leaf) {
            if (found instanceof Found.Here<S> here) {
                Reading own = leaf.reader().apply(here.subject());
                return sourced(own);
            }
            Reading missing = ((Found.Missing<S>) found).reading();
            return missing instanceof Reading.Absent absent ? new Reading.Value(false, absent.source()) : missing;
        }

        /** A part of a line has no source of its own: it comes from where the line was found. */
        private Reading sourced(Reading reading) {
            return reading instanceof Reading.Value value && value.source().isEmpty() && found instanceof Found.Here<S> here
                    ? new Reading.Value(value.value(), here.source())
                    : reading;
        }

        private <T> FactGroup part(String path, Shape.Part<S, T> part, FactLog log) {
            return of(path, part.shape().get(), found.then(part.finder()), log);
        }

        private <T> FactGroup keyed(String path, Shape.Keyed<S, T> keyed, Object key, FactLog log) {
            return of(path, keyed.shape().get(), found.then(s -> keyed.finder().apply(s, key)), log);
        }

        private <T> FactList many(String path, Shape.Many<S, T> many, FactLog log) {
            Found<List<T>> all = found.then(many.finder());
            if (all instanceof Found.Here<List<T>> here) {
                List<FactGroup> groups = new ArrayList<>();
                for (T subject : here.subject()) {
                    String element = path + '[' + groups.size() + ']';
                    groups.add(of(element, many.shape().get(), Found.here(subject, here.source()), log));
                }
                Reading count = new Reading.Value((long) groups.size(), here.source());
                return new FactList(path, List.copyOf(groups), count);
            }
            return new FactList(path, List.of(), ((Found.Missing<List<T>>) all).reading());
        }

        private Shape.Entry<S> entry(String name) {
            return shape.entry(name)
                    .orElseThrow(() -> new IllegalArgumentException("a " + shape.title() + " has no fact " + name));
        }
    }
}
