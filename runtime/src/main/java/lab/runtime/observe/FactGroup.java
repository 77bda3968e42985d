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
    private final Bound bound;
    private final FactLog log;
    private final Map<String, Fact> read = new HashMap<>();

    private FactGroup(String path, Bound bound, FactLog log) {
        this.path = path;
        this.bound = bound;
        this.log = log;
    }

    static FactGroup of(String path, Bound bound, FactLog log) {
        return new FactGroup(path, bound, log);
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
        return bound.shape();
    }

    /**
     * Why the thing has no facts, if it is missing.
     *
     * @return the answer that its facts give, or empty if the thing is there
     */
    public Optional<Reading> missing() {
        return bound.missing();
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
     * Reads all facts of the thing that have a value of their own; its parts and lists are left alone.
     *
     * @return the observations in the order of the shape
     */
    public List<Observation> leaves() {
        List<Observation> leaves = new ArrayList<>();
        for (Shape.Entry<?> entry : shape().entries()) {
            if (entry instanceof Shape.Leaf<?>) {
                leaves.add((Observation) get(entry.name()));
            }
        }
        return leaves;
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

    /** A key as an expression writes it. */
    private static String literal(Object key) {
        return key instanceof String text
                ? '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\''
                : key.toString();
    }

    /** Where a group's facts come from. */
    interface Bound {
        Shape<?> shape();

        Optional<Reading> missing();

        Fact get(String path, String name, FactLog log);

        FactGroup keyed(String path, String name, Object key, FactLog log);
    }
}
