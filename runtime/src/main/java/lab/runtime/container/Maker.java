package lab.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A process that cannot be mistaken for a later one with the same pid.
 *
 * @param pid its pid
 * @param start when it started, in clock ticks since boot; field 22 of proc_pid_stat(5)
 */
public record Maker(long pid, long start) {

    /** This process. */
    public static Maker ofThisProcess() throws IOException {
        return of(ProcessHandle.current().pid());
    }

    /** The process that has a pid now. */
    public static Maker of(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new Maker(pid, Long.parseLong(fields[19]));
    }

    /** Reads what {@link #toString} wrote. */
    public static Maker parse(String text) {
        var fields = text.split(":", 2);
        return new Maker(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
    }

    /** Whether it is still there. */
    public boolean alive() throws IOException {
        try {
            return of(pid).start == start;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            if (Files.exists(Path.of("/proc/" + pid))) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public String toString() {
        return pid + ":" + start;
    }
}
