package lab.shell.scale;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.container.ContainerStatus;

/**
 * The counters of this machine and of some containers at a moment.
 *
 * @param nanos the moment
 * @param busy hundredths of a second in which its CPUs worked, all together
 * @param idle and in which they did not
 * @param waited microseconds in which some process waited for a CPU; 0 where the kernel does not measure pressure
 * @param periods the periods of quotas in which the containers ran
 * @param throttled those in which a quota was used up
 * @param used nanoseconds of CPU time of the containers
 */
record Host(long nanos, long busy, long idle, long waited, long periods, long throttled, long used) {

    private static final Path PRESSURE = Path.of("/proc/pressure/cpu");
    private static final int IDLE = 4;
    private static final int IOWAIT = 5;
    private static final int STEAL = 8;

    static Host look(List<ContainerStatus> containers) throws IOException {
        var columns = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
        var busy = 0L;
        var idle = 0L;
        for (var i = 1; i <= STEAL && i < columns.length; i++) {
            if (i == IDLE || i == IOWAIT) {
                idle += Long.parseLong(columns[i]);
            } else {
                busy += Long.parseLong(columns[i]);
            }
        }
        var periods = 0L;
        var throttled = 0L;
        var used = 0L;
        for (var container : containers) {
            var stat = stat(container);
            periods += number(stat, "nr_periods");
            throttled += number(stat, "nr_throttled");
            used += container.cgroup().usage().cpuNanos().orElse(0);
        }
        return new Host(System.nanoTime(), busy, idle, pressure(), periods, throttled, used);
    }

    /** The file that counts the periods; in a hierarchy of version 1 only that of the CPU has them. */
    private static String stat(ContainerStatus container) throws IOException {
        for (var directory : container.cgroup().directories()) {
            var file = directory.resolve("cpu.stat");
            if (Files.exists(file)) {
                var text = Files.readString(file);
                if (text.contains("nr_periods")) {
                    return text;
                }
            }
        }
        return "";
    }

    private static long number(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key + " "))
                .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private static long pressure() throws IOException {
        // A kernel with pressure switched off has no such file, or one that cannot be read.
        if (!Files.isReadable(PRESSURE)) {
            return 0;
        }
        try {
            var line = Files.readAllLines(PRESSURE).get(0);
            return Long.parseLong(line.replaceFirst(".*total=", ""));
        } catch (FileSystemException e) {
            // Pressure that was compiled in and not switched on: EOPNOTSUPP.
            return 0;
        }
    }
}
