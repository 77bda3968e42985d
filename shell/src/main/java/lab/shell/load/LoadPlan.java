package lab.shell.load;

import java.time.Duration;

/**
 * How much load, and for how long. Everything is bounded, so that a slip of the finger cannot keep a machine busy for a day.
 *
 * @param rate requests a second that are due whether or not earlier ones were answered; 0 for as many as the service answers
 * @param connections how many connections there are, each with one request at a time
 * @param warmup how long nothing is measured at first
 * @param duration how long is measured
 * @param timeout how long is waited for an answer
 */
public record LoadPlan(double rate, int connections, Duration warmup, Duration duration, Duration timeout) {

    /** The largest rate, in requests a second. */
    public static final double MAX_RATE = 100_000;

    /** The most connections. */
    public static final int MAX_CONNECTIONS = 256;

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** Checks the bounds. */
    public LoadPlan {
        if (!(rate >= 0 && rate <= MAX_RATE)) {
            throw new IllegalArgumentException("a rate is up to " + (int) MAX_RATE + " requests a second, not " + rate);
        }
        if (connections < 1 || connections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "there are 1 to " + MAX_CONNECTIONS + " connections, not " + connections);
        }
        between("--duration", duration, SHORTEST, LONGEST);
        between("--warmup", warmup, Duration.ZERO, LONGEST_WAIT);
        between("--timeout", timeout, Duration.ofMillis(1), LONGEST_WAIT);
    }

    /** As many requests as the service answers: on each connection the next one follows the answer. */
    public boolean closed() {
        return rate == 0;
    }

    /** How many requests are due from the beginning of the warm-up on. */
    long due() {
        return Math.round(rate * (warmup.toNanos() + duration.toNanos()) / 1e9);
    }

    private static void between(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + " is from " + least.toMillis() + " ms to " + most.toSeconds()
                    + " s, not " + value.toMillis() + " ms");
        }
    }
}
