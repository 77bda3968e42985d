package lab.runtime.container;

import java.util.List;
import java.util.Locale;

/**
 * A resource limit of a container's processes; getrlimit(2).
 *
 * @param name as Docker has it, such as {@code nofile}
 * @param soft what counts, -1 for no limit
 * @param hard how far a process may raise it, -1 for no limit
 */
public record Ulimit(String name, long soft, long hard) {

    /** In the order of the kernel's numbers. */
    private static final List<String> NAMES = List.of(
            "cpu",
            "fsize",
            "data",
            "stack",
            "core",
            "rss",
            "nproc",
            "nofile",
            "memlock",
            "as",
            "locks",
            "sigpending",
            "msgqueue",
            "nice",
            "rtprio",
            "rttime");

    /** Checks name and order. */
    public Ulimit {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("no such limit: \"" + name + "\"; there are " + String.join(" ", NAMES));
        }
        if (hard >= 0 && (soft > hard || soft < 0)) {
            throw new IllegalArgumentException("ulimit " + name + ": the soft limit is above the hard one");
        }
    }

    /** The limits there are. */
    public static List<String> names() {
        return NAMES;
    }

    /** Reads {@code NAME=SOFT[:HARD]}; -1 or {@code unlimited} is no limit. */
    public static Ulimit parse(String text) {
        var number = "-1|unlimited|[0-9]{1,18}";
        if (!text.matches("[a-z]+=(" + number + ")(:(" + number + "))?")) {
            throw new IllegalArgumentException(
                    "a limit is NAME=SOFT[:HARD], such as nofile=1024:4096, not \"" + text + "\"");
        }
        var equals = text.indexOf('=');
        var values = text.substring(equals + 1).split(":");
        var soft = value(values[0]);
        return new Ulimit(text.substring(0, equals), soft, values.length > 1 ? value(values[1]) : soft);
    }

    private static long value(String text) {
        return text.equals("unlimited") ? -1 : Long.parseLong(text);
    }

    /** Its number for prlimit(2). */
    int number() {
        return NAMES.indexOf(name);
    }

    /** Its name for prlimit(2). */
    String constant() {
        return "RLIMIT_" + name.toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name + "=" + soft + ":" + hard;
    }
}
