package lab.grader.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.observe.Reading;

/**
 * A line of a journal; what it says was written by a learner's own lab and is nothing to be trusted.
 *
 * @param number its place in the file, from 1
 * @param fields the object it is
 */
public record JournalLine(int number, Map<String, Object> fields) {
    /** Copies the map, in its order. */
    public JournalLine {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * What it tells of.
     *
     * @return {@code opened}, {@code command}, {@code verdict} or {@code hint}, or something that this version does not know
     */
    public String what() {
        return text("what");
    }

    /**
     * The exercise that was open.
     *
     * @return its id
     */
    public String exercise() {
        return text("exercise");
    }

    /**
     * When it was written, as the learner's clock had it.
     *
     * @return the time, empty if the line has none
     */
    public Optional<Instant> at() {
        try {
            return Optional.of(Instant.parse(text("at")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The moment on the clock that never goes back; to be compared only with lines of the same {@link #shell}.
     *
     * @return nanoseconds of {@code CLOCK_MONOTONIC}
     */
    public long mono() {
        return number("mono");
    }

    /**
     * The lab that wrote it.
     *
     * @return boot id, pid and start time in one word
     */
    public String shell() {
        return text("boot") + '/' + number("pid") + '/' + number("started");
    }

    /**
     * A field that is text.
     *
     * @param name the field
     * @return its text, empty if it is missing or something else
     */
    public String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    /**
     * A field that is a whole number.
     *
     * @param name the field
     * @return its number, 0 if it is missing or something else
     */
    public long number(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /**
     * A field that is a list of objects.
     *
     * @param name the field
     * @return the objects; what is something else is left out
     */
    public List<Map<?, ?>> objects(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream()
                        .<Map<?, ?>>mapMulti((each, sink) -> {
                            if (each instanceof Map<?, ?> map) {
                                sink.accept(map);
                            }
                        })
                        .toList()
                : List.of();
    }

    /**
     * The facts that an opened exercise began with.
     *
     * @return path to answer
     */
    public Map<String, Reading> start() {
        return Lines.readings(fields.get("start"));
    }

    /**
     * The facts of a verdict.
     *
     * @return path to answer, of all checks together
     */
    public Map<String, Reading> facts() {
        Map<String, Reading> all = new LinkedHashMap<>();
        objects("checks").forEach(check -> all.putAll(Lines.readings(check.get("facts"))));
        return all;
    }

    /**
     * The outcomes that a verdict claims.
     *
     * @return the check's id to {@code met}, {@code not met} or {@code could not observe}
     */
    public Map<String, String> claims() {
        Map<String, String> claims = new LinkedHashMap<>();
        objects("checks")
                .forEach(check -> claims.put(String.valueOf(check.get("id")), String.valueOf(check.get("outcome"))));
        return claims;
    }
}
