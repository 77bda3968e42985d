package lab.runtime.namespace;

/**
 * How far the clocks of a time namespace are from the host's; time_namespaces(7).
 *
 * @param boottime seconds added to {@code CLOCK_BOOTTIME}, which uptime(1) shows
 * @param monotonic seconds added to {@code CLOCK_MONOTONIC}
 */
public record TimeOffsets(long boottime, long monotonic) {

    /** No difference. */
    public static final TimeOffsets NONE = new TimeOffsets(0, 0);

    /** Reads {@code boottime=N,monotonic=N}; either may be left out. */
    public static TimeOffsets parse(String text) {
        var offsets = NONE;
        for (var part : text.split(",", -1)) {
            if (!part.matches("(boottime|monotonic)=-?[0-9]{1,10}")) {
                throw new IllegalArgumentException(
                        "time offsets are boottime=SECONDS,monotonic=SECONDS, whole numbers and either alone, not \""
                                + text + "\"");
            }
            var seconds = Long.parseLong(part.substring(part.indexOf('=') + 1));
            offsets = part.startsWith("boottime")
                    ? new TimeOffsets(seconds, offsets.monotonic)
                    : new TimeOffsets(offsets.boottime, seconds);
        }
        return offsets;
    }

    /** The lines to be written to {@code timens_offsets}: clock, seconds, nanoseconds. */
    public String lines() {
        return "monotonic " + monotonic + " 0\nboottime " + boottime + " 0\n";
    }

    @Override
    public String toString() {
        return "boottime=" + boottime + ",monotonic=" + monotonic;
    }
}
