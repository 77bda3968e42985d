package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lab.runtime.kernel.ScriptWriter;

/** Resource limits of a container's processes; getrlimit(2). */
final class Rlimits {

    private static final int RLIMIT_NOFILE = 7;
    private static final long USUAL = 1024;

    private Rlimits() {}

    /**
     * Writes the call that takes back what the JVM did to its own limits when it started: it raises the soft limit of open files to the
     * hard one, and a container would inherit that.
     */
    static void restore(ScriptWriter s) throws IOException {
        var hard = hardLimitOfOpenFiles();
        s.prlimit(RLIMIT_NOFILE, "RLIMIT_NOFILE", Math.min(USUAL, hard), hard);
    }

    private static long hardLimitOfOpenFiles() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/limits"))) {
            if (line.startsWith("Max open files")) {
                var fields = line.substring("Max open files".length()).strip().split(" +");
                return fields[1].equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(fields[1]);
            }
        }
        return USUAL;
    }
}
