package lab.runtime.observe;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The facts of a resource limit from {@code /proc/PID/limits}. */
final class LimitShape {
    /** The two values of a limit. */
    static final Shape<Limit> LIMIT = Shape.<Limit>of("limit")
            .exists("whether the kernel has such a limit")
            .leaf("soft", Kind.NUMBER, "the value in force, null if unlimited", l -> Read.value(l.soft(), ""))
            .leaf("hard", Kind.NUMBER, "the highest value it may set, null if unlimited", l -> Read.value(l.hard(), ""))
            .build();

    private static final Pattern LINE = Pattern.compile("Max (.+?) {2,}(\\S+) +(\\S+).*");

    private LimitShape() {}

    /** Finds a limit by its words in the file, such as {@code open files}. */
    static Found<Limit> find(ProcessView process, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return process.text("limits")
                .then(text -> text.lines()
                        .map(LINE::matcher)
                        .filter(m -> m.matches() && m.group(1).equals(wanted))
                        .findFirst()
                        .map(m -> Found.here(new Limit(number(m, 2), number(m, 3)), process.path("limits")))
                        .orElseGet(() -> Found.absent("there is no limit '" + name + "'", process.path("limits"))));
    }

    private static OptionalLong number(Matcher line, int group) {
        String word = line.group(group);
        return word.equals("unlimited") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(word));
    }

    /**
     * A resource limit.
     *
     * @param soft the value in force
     * @param hard the highest the process may set itself
     */
    record Limit(OptionalLong soft, OptionalLong hard) {}
}
