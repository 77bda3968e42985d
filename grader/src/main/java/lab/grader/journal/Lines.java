package lab.grader.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.grader.CheckResult;
import lab.grader.Verdict;
import lab.grader.expression.Outcome;
import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a journal's lines.
 *
 * <p>A line is an object with {@code v} (the version of the format), {@code prev} (the hash of the line before), {@code at} (the wall clock),
 * {@code mono} ({@code CLOCK_MONOTONIC} in nanoseconds; of a verdict, that of the look), {@code boot} (the kernel's boot id), {@code kernel} (its release),
 * {@code pid} and {@code started} (the lab that wrote it), {@code what} ({@code opened}, {@code resumed}, {@code command}, {@code verdict},
 * {@code hint} or {@code solution}), {@code exercise},
 * and fields that depend on {@code what}. A reader leaves fields it does not know alone, so that later versions can add some. A fact is an object with
 * {@code path}, {@code source} and one of {@code value}, {@code absent} and {@code unobservable}.
 */
final class Lines {
    /** The version of the format; 1 had no chain. */
    static final int VERSION = 2;

    private static final String PATH = "path";
    private static final String SOURCE = "source";
    private static final String VALUE = "value";
    private static final String ABSENT = "absent";
    private static final String UNOBSERVABLE = "unobservable";

    private Lines() {}

    static List<Object> facts(Map<String, Reading> readings) {
        List<Object> facts = new ArrayList<>();
        readings.forEach((path, reading) -> facts.add(fact(path, reading)));
        return facts;
    }

    static Map<String, Reading> readings(@Nullable Object facts) {
        Map<String, Reading> readings = new LinkedHashMap<>();
        if (facts instanceof List<?> list) {
            for (Object fact : list) {
                if (fact instanceof Map<?, ?> map) {
                    readings.put(String.valueOf(map.get(PATH)), reading(map));
                }
            }
        }
        return readings;
    }

    static List<Object> checks(Verdict verdict) {
        List<Object> checks = new ArrayList<>();
        for (CheckResult result : verdict.results()) {
            Map<String, Object> check = new LinkedHashMap<>();
            check.put("id", result.check().id());
            check.put("outcome", outcome(result.outcome()));
            check.put("now", result.now());
            check.put("wanted", result.check().wanted());
            check.put("points", result.points());
            List<Object> facts = new ArrayList<>();
            for (Observation observation : result.observed()) {
                facts.add(fact(observation.path(), observation.reading()));
            }
            check.put("facts", facts);
            checks.add(check);
        }
        return checks;
    }

    private static String outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Met) {
            return "met";
        }
        return outcome instanceof Outcome.NotMet ? "not met" : "could not observe";
    }

    private static Map<String, @Nullable Object> fact(String path, Reading reading) {
        Map<String, @Nullable Object> fact = new LinkedHashMap<>();
        fact.put(PATH, path);
        if (reading instanceof Reading.Value value) {
            fact.put(VALUE, value.value());
        } else if (reading instanceof Reading.Absent absent) {
            fact.put(ABSENT, absent.why());
        } else if (reading instanceof Reading.Unobservable unobservable) {
            fact.put(UNOBSERVABLE, unobservable.reason());
        }
        fact.put(SOURCE, reading.source());
        return fact;
    }

    private static Reading reading(Map<?, ?> fact) {
        String source = String.valueOf(fact.get(SOURCE));
        if (fact.get(ABSENT) instanceof String why) {
            return new Reading.Absent(why, source);
        }
        if (fact.get(UNOBSERVABLE) instanceof String reason) {
            return new Reading.Unobservable(reason, source);
        }
        if (!plain(fact.get(VALUE))) {
            return new Reading.Unobservable("the record has no value that a fact can have", source);
        }
        return new Reading.Value(widened(fact.get(VALUE)), source);
    }

    /** Whether a fact can have this value; whoever wrote the line may have put anything there. */
    private static boolean plain(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().allMatch(each -> !(each instanceof List<?>) && each != null && plain(each));
        }
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double;
    }

    /** Facts have numbers of 64 bits; JSON has numbers of any size. */
    private static @Nullable Object widened(@Nullable Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        return value instanceof List<?> list ? list.stream().map(Lines::widened).toList() : value;
    }
}
