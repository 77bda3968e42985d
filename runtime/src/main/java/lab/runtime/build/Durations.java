package lab.runtime.build;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as Go writes them: {@code 1m30s}, {@code 500ms}. */
final class Durations {

    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h)");
    private static final Map<String, Long> UNITS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private Durations() {}

    /** Nanoseconds; empty if it is no time. */
    static Optional<Long> nanos(String text) {
        var part = PART.matcher(text);
        var at = 0;
        var sum = 0.0;
        while (part.find() && part.start() == at) {
            sum += Double.parseDouble(part.group(1)) * UNITS.getOrDefault(part.group(2), 0L);
            at = part.end();
        }
        return at == text.length() && at > 0 ? Optional.of((long) sum) : Optional.empty();
    }
}
