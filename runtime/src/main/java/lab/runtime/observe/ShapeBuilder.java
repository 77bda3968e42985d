package lab.runtime.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Collects the facts of a kind of thing.
 *
 * @param <S> what represents the thing
 */
public final class ShapeBuilder<S> {
    private final String title;
    private final Map<String, Shape.Entry<S>> entries = new LinkedHashMap<>();

    ShapeBuilder(String title) {
        this.title = title;
    }

    /**
     * Says that such a thing may be missing: adds {@code exists}, which answers even then.
     *
     * @param doc when the thing counts as existing
     * @return this
     */
    public ShapeBuilder<S> exists(String doc) {
        return add(new Shape.Leaf<>(FactGroup.EXISTS, Kind.FLAG, doc, s -> new Reading.Value(true, "")));
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
    public ShapeBuilder<S> leaf(String name, Kind kind, String doc, Function<S, Reading> reader) {
        return add(new Shape.Leaf<>(name, kind, doc, reader));
    }

    /**
     * Adds a part that is always there when the thing is.
     *
     * @param name the part's name
     * @param doc what it is
     * @param shape the facts of the part
     * @return this
     */
    public ShapeBuilder<S> part(String name, String doc, Shape<S> shape) {
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
    public <T> ShapeBuilder<S> part(String name, String doc, Supplier<Shape<T>> shape, Function<S, Found<T>> finder) {
        return add(new Shape.Part<>(name, doc, shape, finder));
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
    public <T> ShapeBuilder<S> many(
            String name, String doc, Supplier<Shape<T>> shape, Function<S, Found<List<T>>> finder) {
        return add(new Shape.Many<>(name, doc, shape, finder));
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
    public <T> ShapeBuilder<S> keyed(
            String name, String doc, Supplier<Shape<T>> shape, BiFunction<S, String, Found<T>> finder) {
        return add(new Shape.Keyed<>(name, doc, false, shape, (s, key) -> finder.apply(s, (String) key)));
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
    public <T> ShapeBuilder<S> keyedByAny(
            String name, String doc, Supplier<Shape<T>> shape, BiFunction<S, Object, Found<T>> finder) {
        return add(new Shape.Keyed<>(name, doc, true, shape, finder));
    }

    /**
     * Adds all facts of another shape that this one does not define itself.
     *
     * @param other the other shape
     * @param way from this thing to the one the other shape describes
     * @param <T> what represents the other thing
     * @return this
     */
    public <T> ShapeBuilder<S> include(Shape<T> other, Function<S, Found<T>> way) {
        for (Shape.Entry<T> entry : other.entries()) {
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
        return new Shape<>(title, entries);
    }

    private ShapeBuilder<S> add(Shape.Entry<S> entry) {
        entries.put(entry.name(), entry);
        return this;
    }

    private static <S, T> Shape.Entry<S> through(Shape.Entry<T> entry, Function<S, Found<T>> way) {
        if (entry instanceof Shape.Leaf<T> leaf) {
            return new Shape.Leaf<>(
                    leaf.name(), leaf.kind(), leaf.doc(), s -> way.apply(s).read(leaf.reader()));
        }
        if (entry instanceof Shape.Part<T, ?> part) {
            return throughPart(part, way);
        }
        if (entry instanceof Shape.Many<T, ?> many) {
            return throughMany(many, way);
        }
        return throughKeyed((Shape.Keyed<T, ?>) entry, way);
    }

    private static <S, T, U> Shape.Entry<S> throughPart(Shape.Part<T, U> part, Function<S, Found<T>> way) {
        return new Shape.Part<>(
                part.name(), part.doc(), part.shape(), s -> way.apply(s).then(part.finder()));
    }

    private static <S, T, U> Shape.Entry<S> throughMany(Shape.Many<T, U> many, Function<S, Found<T>> way) {
        return new Shape.Many<>(
                many.name(), many.doc(), many.shape(), s -> way.apply(s).then(many.finder()));
    }

    private static <S, T, U> Shape.Entry<S> throughKeyed(Shape.Keyed<T, U> keyed, Function<S, Found<T>> way) {
        return new Shape.Keyed<>(
                keyed.name(),
                keyed.doc(),
                keyed.numbers(),
                keyed.shape(),
                (s, key) -> way.apply(s).then(t -> keyed.finder().apply(t, key)));
    }
}
