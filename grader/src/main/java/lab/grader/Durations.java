package lab.grader;

import java.time.Duration;
import java.util.Locale;

/** Writes durations for readers. */
final class Durations {
    private Durations() {}

    /** Seconds with at most one place behind the point, or milliseconds below one second. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis % 1000 == 0 ? millis / 1000 + " s" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
