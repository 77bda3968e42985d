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

    Shape(String title, Map<String, Entry<S>> entries) {
        this.title = title;
        this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /**
     * Starts the shape of a kind of thing.
     *
     * @param title what such a thing is called, such as {@code process}
     * @param <S> what represents the thing
     * @return an empty builder
     */
    public static <S> ShapeBuilder<S> of(String title) {
        return new ShapeBuilder<>(title);
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

    /** The entry of this name, which a caller must have got from this shape. */
    Entry<S> require(String name) {
        return entry(name).orElseThrow(() -> new IllegalArgumentException("a " + title + " has no fact " + name));
    }

    /** The entry of this name, which must be a function that such a key fits. */
    Keyed<S, ?> requireKeyed(String name, Object key) {
        if (require(name) instanceof Keyed<S, ?> keyed) {
            if (!(key instanceof String) && !(key instanceof Long && keyed.numbers())) {
                throw new IllegalArgumentException(
                        name + "(…) takes " + (keyed.numbers() ? "text or a number" : "text"));
            }
            return keyed;
        }
        throw new IllegalArgumentException(name + " of a " + title + " takes no key");
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
            String name, String doc, boolean numbers, Supplier<Shape<T>> shape, BiFunction<S, Object, Found<T>> finder)
            implements Entry<S> {}
}
