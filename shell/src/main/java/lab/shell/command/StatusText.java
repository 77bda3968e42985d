package lab.shell.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import lab.runtime.container.ContainerStatus;

/** States and times in words, as Docker writes them. */
final class StatusText {

    private StatusText() {}

    static String of(ContainerStatus container) {
        return switch (container.state()) {
            case CREATED -> "Created";
            case RUNNING -> "Up " + duration(Duration.between(container.created(), Instant.now()));
            case EXITED -> "Exited (" + container.exitCode().orElse(0) + ")";
            case DEAD -> "Dead";
        };
    }

    static String duration(Duration duration) {
        var seconds = duration.toSeconds();
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds < 120) {
            return seconds + (seconds == 1 ? " second" : " seconds");
        }
        if (seconds < 7200) {
            return seconds / 60 + " minutes";
        }
        return seconds < 172_800 ? seconds / 3600 + " hours" : seconds / 86_400 + " days";
    }

    /** A time in the unit that needs least room. */
    static String nanos(long nanos) {
        return nanos < 1_000_000
                ? String.format(Locale.ROOT, "%.0f us", nanos / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
