package lab.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/** The terminal that the lab was started on. */
final class Terminals {

    /** Kept, since a logger that nobody keeps forgets its level. */
    private static final Logger JLINE = Logger.getLogger("org.jline");

    private Terminals() {}

    /** Whether a standard stream is a terminal, told by its name where that is possible: what makes system calls takes time to load. */
    static boolean isTerminal(int fd) {
        var name = name(fd);
        if (name.startsWith("/dev/pts/") || name.startsWith("/dev/tty")) {
            return true;
        }
        var other =
                name.isEmpty() || name.startsWith("pipe:") || name.startsWith("socket:") || name.equals("/dev/null");
        return !other && lab.runtime.kernel.Terminals.isTerminal(fd);
    }

    private static String name(int fd) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Takes JLine's own description of a common terminal, which is there at once; for others it asks infocmp(1), a process. */
    private static void describe(String type) {
        var capabilities = InfoCmp.getDefaultInfoCmp(type);
        if (capabilities == null) {
            // What this host does not know, as after ssh from a newer terminal, works as an ansi terminal. JLine would
            // log that at length.
            JLINE.setLevel(Level.OFF);
        } else {
            InfoCmp.setLoadedInfoCmp(type, capabilities);
        }
    }

    static Terminal open() throws IOException {
        describe(System.getenv().getOrDefault("TERM", ""));
        return TerminalBuilder.builder()
                .name("lab")
                .system(true)
                .provider("jni")
                .graphemeCluster(false)
                .build();
    }
}
