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
            case RUNNING -> up(container);
            case PAUSED -> up(container) + " (Paused)";
            case EXITED ->
                "Exited (" + container.exitCode().orElse(0) + ") "
                        + ago(container.finished().orElse(container.created()))
                        + (container.oomKilled() ? " (OOM killed)" : "");
            case DEAD -> "Dead";
        };
    }

    private static String up(ContainerStatus container) {
        return "Up " + since(container.started().orElse(container.created()));
    }

    /** How long ago something was. */
    static String ago(Instant time) {
        return since(time) + " ago";
    }

    private static String since(Instant time) {
        return duration(Duration.between(time, Instant.now()));
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
