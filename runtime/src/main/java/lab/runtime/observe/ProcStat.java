package lab.runtime.observe;

/**
 * The fields of {@code /proc/PID/stat} that tell one process from another.
 *
 * @param comm the name of its program, at most 15 characters
 * @param state the state's letter
 * @param ppid its parent's pid
 * @param threads how many threads it has
 * @param startTime clock ticks from boot to its start
 * @param cpuTicks clock ticks that it has run, in user and kernel mode
 * @param cpu the number of the CPU that it ran on last
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record ProcStat(String comm, char state, long ppid, long threads, long startTime, long cpuTicks, int cpu) {
    static ProcStat parse(String text) {
        // The name may contain spaces and parentheses; it ends at the last closing one.
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (open < 0 || close < open) {
            throw new IllegalArgumentException("not a line of stat: " + text);
        }
        String[] rest = text.substring(close + 2).trim().split(" ");
        return new ProcStat(
                text.substring(open + 1, close),
                rest[0].charAt(0),
                Long.parseLong(rest[1]),
                Long.parseLong(rest[17]),
                Long.parseLong(rest[19]),
                Long.parseLong(rest[11]) + Long.parseLong(rest[12]),
                Integer.parseInt(rest[36]));
    }

    /** The state in one word. */
    String stateWord() {
        switch (state) {
            case 'R':
                return "running";
            case 'S':
                return "sleeping";
            case 'D':
                return "disk-sleep";
            case 'T':
                return "stopped";
            case 't':
                return "traced";
            case 'Z':
                return "zombie";
            case 'X':
                return "dead";
            case 'I':
                return "idle";
            default:
                return String.valueOf(state);
        }
    }
}
