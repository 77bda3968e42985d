package lab.runtime.observe;

/**
 * A process that can't be mistaken for a later one with the same number.
 *
 * @param pid the number, as the host's pid namespace shows it
 * @param startTime field 22 of {@code /proc/PID/stat}: clock ticks since boot
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
public record ProcessId(long pid, long startTime) {}
