package lab.runtime.observe;

import java.util.function.Function;

/**
 * The outcome of looking for a thing that may not be there.
 *
 * @param <T> what the thing is represented by
 */
public sealed interface Found<T> {
    /**
     * The thing is there.
     *
     * @param subject what represents it
     * @param source where it was found
     * @param <T> what the thing is represented by
     */
    record Here<T>(T subject, String source) implements Found<T> {}

    /**
     * The thing is absent, or could not be looked at.
     *
     * @param reading the answer that every fact of it gives: {@link Reading.Absent} or {@link Reading.Unobservable}
     * @param <T> what the thing would be represented by
     */
    record Missing<T>(Reading reading) implements Found<T> {}

    /**
     * Wraps a thing that is there.
     *
     * @param subject what represents it
     * @param source where it was found
     * @param <T> what the thing is represented by
     * @return the thing
     */
    static <T> Found<T> here(T subject, String source) {
        return new Here<>(subject, source);
    }

    /**
     * Says that a thing does not exist.
     *
     * @param why one sentence without a full stop
     * @param source where it was looked for
     * @param <T> what the thing would be represented by
     * @return the absence
     */
    static <T> Found<T> absent(String why, String source) {
        return new Missing<>(new Reading.Absent(why, source));
    }

    /**
     * Says that a thing could not be looked at.
     *
     * @param reason what stood in the way
     * @param source where the look was tried
     * @param <T> what the thing would be represented by
     * @return the refusal
     */
    static <T> Found<T> unobservable(String reason, String source) {
        return new Missing<>(new Reading.Unobservable(reason, source));
    }

    /**
     * Turns the thing into something else found at the same place, or passes its absence on.
     *
     * @param step from the thing to the other
     * @param <U> what the other is represented by
     * @return the other thing or the same absence
     */
    default <U> Found<U> map(Function<T, U> step) {
        if (this instanceof Here<T> here) {
            return new Here<>(step.apply(here.subject()), here.source());
        }
        return new Missing<>(((Missing<T>) this).reading());
    }

    /**
     * Looks for something by way of this thing, or passes its absence on.
     *
     * @param step from the thing to the look for the other
     * @param <U> what the other is represented by
     * @return the other thing or the first absence
     */
    default <U> Found<U> then(Function<T, Found<U>> step) {
        if (this instanceof Here<T> here) {
            return step.apply(here.subject());
        }
        return new Missing<>(((Missing<T>) this).reading());
    }

    /**
     * Reads a fact of the thing, or answers with its absence.
     *
     * @param reader from the thing to the answer
     * @return the answer
     */
    default Reading read(Function<T, Reading> reader) {
        if (this instanceof Here<T> here) {
            return reader.apply(here.subject());
        }
        return ((Missing<T>) this).reading();
    }
}
