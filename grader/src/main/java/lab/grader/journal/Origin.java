package lab.grader.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who writes a line: a process that can't be mistaken for a later one with the same number, on one boot of one kernel.
 *
 * @param boot the kernel's boot id
 * @param kernel its release
 * @param pid the process
 * @param started field 22 of {@code /proc/PID/stat}: clock ticks since boot
 */
record Origin(String boot, String kernel, long pid, long started) {
    private static final Path KERNEL = Path.of("/proc/sys/kernel");
    private static final int START_TIME = 22;

    /** This process. */
    static Origin here() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
        // The command's name stands in parentheses and may hold anything; field 3 follows the last of them.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new Origin(
                Files.readString(KERNEL.resolve("random/boot_id")).strip(),
                Files.readString(KERNEL.resolve("osrelease")).strip(),
                ProcessHandle.current().pid(),
                Long.parseLong(fields[START_TIME - 3]));
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("boot", boot);
        fields.put("kernel", kernel);
        fields.put("pid", pid);
        fields.put("started", started);
        return fields;
    }
}
