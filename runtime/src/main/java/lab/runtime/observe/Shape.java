package lab.runtime.observe;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The facts that one kind of thing has: their names, what they mean and how each is read.
 *
 * <p>Names, completion, "did you mean" and reading all use this one table, so a name that is offered can be read and the other way round.
 *
 * @param <S> what represents the thing
 */
public final class Shape<S> {
    private final String title;
    private final Map<String, Entry<S>> entries;

    private Shape(String title, Map<String, Entry<S>> entries) {
        this.title = title;
        this.entries = Collections.unmodifiableMap(entries);
    }

    /**
     * Starts the shape of a kind of thing.
     *
     * @param title what such a thing is called, such as {@code process}
     * @param <S> what represents the thing
     * @return an empty builder
     */
    public static <S> Builder<S> of(String title) {
        return new Builder<>(title);
    }

    /**
     * What such a thing is called.
     *
     * @return a noun without article
     */
    public String title() {
        return title;
    }

    /**
     * All facts in the order they are best read.
     *
     * @return the entries
     */
    public Collection<Entry<S>> entries() {
        return entries.values();
    }

    /**
     * Looks a fact up by its name.
     *
     * @param name the fact's name
     * @return the entry, or empty if such a thing has no fact of that name
     */
    public Optional<Entry<S>> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /**
     * One named fact of a kind of thing.
     *
     * @param <S> what represents the thing
     */
    public sealed interface Entry<S> {
        /**
         * The fact's name.
         *
         * @return a name as it is typed
         */
        String name();

        /**
         * What the fact says.
         *
         * @return half a sentence
         */
        String doc();
    }

    /**
     * A fact with a value of its own.
     *
     * @param name the fact's name
     * @param kind the type of its value
     * @param doc what it says
     * @param reader reads it
     * @param <S> what represents the thing
     */
    public record Leaf<S>(String name, Kind kind, String doc, Function<S, Reading> reader) implements Entry<S> {}

    /**
     * A part of the thing with facts of its own.
     *
     * @param name the part's name
     * @param doc what it is
     * @param shape the facts of the part, late because shapes may contain each other
     * @param finder finds the part
     * @param <S> what represents the thing
     * @param <T> what represents the part
     */
    public record Part<S, T>(String name, String doc, Supplier<Shape<T>> shape, Function<S, Found<T>> finder)
            implements Entry<S> {}

    /**
     * A list of parts.
     *
     * @param name the list's name
     * @param doc what is listed
     * @param shape the facts of each part
     * @param finder finds the parts
     * @param <S> what represents the thing
     * @param <T> what represents a part
     */
    public record Many<S, T>(String name, String doc, Supplier<Shape<T>> shape, Function<S, Found<List<T>>> finder)
            implements Entry<S> {}

    /**
     * A part that is asked for by a key, written like a function call.
     *
     * @param name the function's name
     * @param doc what it finds
     * @param numbers whether the key may be a number as well as text
     * @param shape the facts of the part
     * @param finder finds the part by its key, a {@code String} or a {@code Long}
     * @param <S> what represents the thing
     * @param <T> what represents the part
     */
    public record Keyed<S, T>(
            String name,
            String doc,
            boolean numbers,
            Supplier<Shape<T>> shape,
            BiFunction<S, Object, Found<T>> finder)
            implements Entry<S> {}

    /**
     * Collects the facts of a kind of thing.
     *
     * @param <S> what represents the thing
     */
    public static final class Builder<S> {
        private final String title;
        private final Map<String, Entry<S>> entries = new LinkedHashMap<>();

        private Builder(String title) {
            this.title = title;
        }

        /**
         * Says that such a thing may be missing: adds {@code exists}, which answers even then.
         *
         * @param doc when the thing counts as existing
         * @return this
         */
        public Builder<S> exists(String doc) {
            return add(new Leaf<>(FactGroup.EXISTS, Kind.FLAG, doc, s -> new Reading.Value(true, "")));
        }

        /**
         * Adds a fact with a value of its own.
         *
         * @param name the fact's name
         * @param kind the type of its value
         * @param doc what it says
         * @param reader reads it
         * @return this
         */
        public Builder<S> leaf(String name, Kind kind, String doc, Function<S, Reading> reader) {
            return add(new Leaf<>(name, kind, doc, reader));
        }

        /**
         * Adds a part that is always there when the thing is.
         *
         * @param name the part's name
         * @param doc what it is
         * @param shape the facts of the part
         * @return this
         */
        public Builder<S> part(String name, String doc, Shape<S> shape) {
            return part(name, doc, () -> shape, s -> Found.here(s, ""));
        }

        /**
         * Adds a part.
         *
         * @param name the part's name
         * @param doc what it is
         * @param shape the facts of the part
         * @param finder finds the part
         * @param <T> what represents the part
         * @return this
         */
        public <T> Builder<S> part(String name, String doc, Supplier<Shape<T>> shape, Function<S, Found<T>> finder) {
            return add(new Part<>(name, doc, shape, finder));
        }

        /**
         * Adds a list of parts.
         *
         * @param name the list's name
         * @param doc what is listed
         * @param shape the facts of each part
         * @param finder finds the parts
         * @param <T> what represents a part
         * @return this
         */
        public <T> Builder<S> many(
                String name, String doc, Supplier<Shape<T>> shape, Function<S, Found<List<T>>> finder) {
            return add(new Many<>(name, doc, shape, finder));
        }

        /**
         * Adds a part that is asked for by a text key.
         *
         * @param name the function's name
         * @param doc what it finds
         * @param shape the facts of the part
         * @param finder finds the part
         * @param <T> what represents the part
         * @return this
         */
        public <T> Builder<S> keyed(
                String name, String doc, Supplier<Shape<T>> shape, BiFunction<S, String, Found<T>> finder) {
            return add(new Keyed<>(name, doc, false, shape, (s, key) -> finder.apply(s, (String) key)));
        }

        /**
         * Adds a part that is asked for by a text or number key.
         *
         * @param name the function's name
         * @param doc what it finds
         * @param shape the facts of the part
         * @param finder finds the part; its key is a {@code String} or a {@code Long}
         * @param <T> what represents the part
         * @return this
         */
        public <T> Builder<S> keyedByAny(
                String name, String doc, Supplier<Shape<T>> shape, BiFunction<S, Object, Found<T>> finder) {
            return add(new Keyed<>(name, doc, true, shape, finder));
        }

        /**
         * Adds all facts of another shape that this one does not define itself.
         *
         * @param other the other shape
         * @param way from this thing to the one the other shape describes
         * @param <T> what represents the other thing
         * @return this
         */
        public <T> Builder<S> include(Shape<T> other, Function<S, Found<T>> way) {
            for (Entry<T> entry : other.entries()) {
                if (!entries.containsKey(entry.name())) {
                    add(through(entry, way));
                }
            }
            return this;
        }

        /**
         * Finishes the shape.
         *
         * @return the shape
         */
        public Shape<S> build() {
            return new Shape<>(title, new LinkedHashMap<>(entries));
        }

        private Builder<S> add(Entry<S> entry) {
            entries.put(entry.name(), entry);
            return this;
        }

        private static <S, T> Entry<S> through(Entry<T> entry, Function<S, Found<T>> way) {
            if (entry instanceof Leaf<T> leaf) {
                return new Leaf<>(leaf.name(), leaf.kind(), leaf.doc(), s -> way.apply(s)
                        .read(leaf.reader()));
            }
            if (entry instanceof Part<T, ?> part) {
                return throughPart(part, way);
            }
            if (entry instanceof Many<T, ?> many) {
                return throughMany(many, way);
            }
            return throughKeyed((Keyed<T, ?>) entry, way);
        }

        private static <S, T, U> Entry<S> throughPart(Part<T, U> part, Function<S, Found<T>> way) {
            return new Part<>(part.name(), part.doc(), part.shape(), s -> way.apply(s)
                    .then(part.finder()));
        }

        private static <S, T, U> Entry<S> throughMany(Many<T, U> many, Function<S, Found<T>> way) {
            return new Many<>(many.name(), many.doc(), many.shape(), s -> way.apply(s)
                    .then(many.finder()));
        }

        private static <S, T, U> Entry<S> throughKeyed(Keyed<T, U> keyed, Function<S, Found<T>> way) {
            return new Keyed<>(
                    keyed.name(), keyed.doc(), keyed.numbers(), keyed.shape(), (s, key) -> way.apply(s)
                            .then(t -> keyed.finder().apply(t, key)));
        }
    }
}
