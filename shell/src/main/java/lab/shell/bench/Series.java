package lab.shell.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * Measured times of one thing.
 *
 * @param name what was measured
 * @param nanos each time
 */
record Series(String name, long[] nanos) {

    Series {
        nanos = nanos.clone();
        Arrays.sort(nanos);
    }

    double median() {
        return nanos[nanos.length / 2] / 1e6;
    }

    double p99() {
        return nanos[Math.min(nanos.length - 1, nanos.length * 99 / 100)] / 1e6;
    }

    /** A row of the table: name, runs, median, 99th percentile, median over that of another. */
    String row(Series other) {
        return String.format(
                Locale.ROOT,
                "  %-46s %5d %10.2f %10.2f %8.3f",
                name,
                nanos.length,
                median(),
                p99(),
                median() / other.median());
    }
}
