package lab.runtime.observe;

/**
 * How far a process's clocks are ahead of the host's.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/time_namespaces.7.html">time_namespaces(7)</a>
 */
final class ClockShape {
    /** The clocks that a time namespace can shift. */
    static final Shape<ProcessView> CLOCKS = Shape.<ProcessView>of("set of clocks")
            .leaf("boottime", Kind.NUMBER, "seconds that its time since boot is ahead", p -> offset(p, "boottime"))
            .leaf("monotonic", Kind.NUMBER, "seconds that its monotonic clock is ahead", p -> offset(p, "monotonic"))
            .build();

    private ClockShape() {}

    private static Reading offset(ProcessView process, String clock) {
        return Read.of(
                process.text("timens_offsets"),
                text -> text.lines()
                        .map(line -> line.strip().split("\\s+"))
                        .filter(words -> words.length > 1 && words[0].equals(clock))
                        .map(words -> Long.valueOf(words[1]))
                        .findFirst()
                        .orElse(0L));
    }
}
