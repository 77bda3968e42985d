package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What went through a container's network interfaces, loopback left out; {@code /proc/PID/net/dev}.
 *
 * @param received bytes received
 * @param sent bytes sent
 */
public record Traffic(long received, long sent) {

    private static final int SENT = 8;

    /** The traffic of a process's network namespace; none if it has just ended. */
    static Traffic of(int pid) throws IOException {
        var received = 0L;
        var sent = 0L;
        try {
            for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/net/dev"))) {
                var colon = line.indexOf(':');
                if (colon > 0 && !line.substring(0, colon).strip().equals("lo")) {
                    var fields = line.substring(colon + 1).strip().split(" +");
                    received += Long.parseLong(fields[0]);
                    sent += Long.parseLong(fields[SENT]);
                }
            }
        } catch (NoSuchFileException e) {
            return new Traffic(0, 0);
        }
        return new Traffic(received, sent);
    }
}
