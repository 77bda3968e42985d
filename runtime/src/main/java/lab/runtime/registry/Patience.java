package lab.runtime.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long and how often something is tried.
 *
 * @param attempts how often, without any success in between
 * @param first the pause before the second attempt; each further one is twice as long
 * @param longest the longest pause, also if a registry asks for more
 * @param stall how long nothing may come before a transfer counts as broken
 */
public record Patience(int attempts, Duration first, Duration longest, Duration stall) {

    /** What fits a network and a learner who waits. */
    public static final Patience USUAL =
            new Patience(5, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(60));

    /** Pauses before an attempt; attempts are counted from zero. */
    void pause(int attempt, Duration asked) throws IOException {
        var doubled = first.multipliedBy(1L << Math.min(attempt, 10));
        // Many that failed together shall not come back together.
        var spread = doubled.multipliedBy(ThreadLocalRandom.current().nextLong(75, 126))
                .dividedBy(100);
        var wanted = asked.compareTo(spread) > 0 ? asked : spread;
        sleep(wanted.compareTo(longest) > 0 ? longest : wanted);
    }

    private static void sleep(Duration time) throws IOException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a registry was waited for");
        }
    }
}
