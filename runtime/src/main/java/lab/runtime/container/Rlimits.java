package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ScriptWriter;

/** Resource limits of a container's processes; getrlimit(2). */
final class Rlimits {

    /** Where in a line of {@code /proc/self/limits} the soft limit begins. */
    private static final int SOFT = 26;

    private static final int RLIMIT_NOFILE = 7;
    private static final long USUAL = 1024;

    private Rlimits() {}

    /**
     * Writes the calls that raise hard limits of a process, as far as they are to be above this JVM's. Only the host's root may, and so it
     * has to happen before the process is the container's root.
     */
    static void raise(ScriptWriter s, Operand pid, List<Ulimit> limits) throws IOException {
        for (var limit : limits) {
            if (Long.compareUnsigned(limit.hard(), hard(limit.number())) > 0) {
                s.note("limit " + limit.name());
                s.prlimit(pid, limit.number(), limit.constant(), limit.hard(), limit.hard());
            }
        }
    }

    /**
     * Writes the calls that set limits of the caller. A JVM raises the soft limit of open files to the hard one when it starts, and a
     * container would inherit that: so this one is set in any case.
     */
    static void set(ScriptWriter s, List<Ulimit> limits) throws IOException {
        for (var limit : limits) {
            s.prlimit(s.number(0), limit.number(), limit.constant(), limit.soft(), limit.hard());
        }
        if (limits.stream().noneMatch(limit -> limit.number() == RLIMIT_NOFILE)) {
            var hard = hard(RLIMIT_NOFILE);
            var soft = Long.compareUnsigned(USUAL, hard) < 0 ? USUAL : hard;
            s.prlimit(s.number(0), RLIMIT_NOFILE, "RLIMIT_NOFILE", soft, hard);
        }
    }

    /** A hard limit of this JVM, -1 for none; the file has a line for each, in the order of their numbers, below one of titles. */
    private static long hard(int number) throws IOException {
        var line = Files.readAllLines(Path.of("/proc/self/limits")).get(number + 1);
        var hard = line.substring(SOFT).strip().split(" +")[1];
        return hard.equals("unlimited") ? -1 : Long.parseLong(hard);
    }
}
