package lab.runtime.observe;

import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns what was found into readings. */
final class Read {
    private Read() {}

    static Reading value(@Nullable Object value, String source) {
        return new Reading.Value(value, source);
    }

    static Reading value(OptionalLong value, String source) {
        return new Reading.Value(value.isPresent() ? value.getAsLong() : null, source);
    }

    /** The value that was found, or why not. */
    static <T> Reading of(Found<T> found) {
        return of(found, value -> value);
    }

    /** Something about what was found, or why not. */
    static <T> Reading of(Found<T> found, Function<T, ? extends @Nullable Object> about) {
        if (found instanceof Found.Here<T> here) {
            return new Reading.Value(about.apply(here.subject()), here.source());
        }
        return ((Found.Missing<T>) found).reading();
    }
}
