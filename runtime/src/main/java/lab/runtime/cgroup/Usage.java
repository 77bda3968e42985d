package lab.runtime.cgroup;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * What a cgroup uses and may use at a moment; what its hierarchies do not count is empty.
 *
 * @param cpuNanos CPU time used so far, in nanoseconds
 * @param memory bytes in use, without the files that can be forgotten at once
 * @param memoryMax the limit in bytes; empty without one
 * @param pids processes and threads
 * @param read bytes read from block devices
 * @param written bytes written to block devices
 */
public record Usage(
        OptionalLong cpuNanos,
        OptionalLong memory,
        OptionalLong memoryMax,
        OptionalLong pids,
        OptionalLong read,
        OptionalLong written) {

    private static final String[] IO = {
        "io.stat", "blkio.throttle.io_service_bytes_recursive", "blkio.throttle.io_service_bytes"
    };

    static Usage of(CgroupFiles files) throws IOException {
        return new Usage(
                cpu(files),
                memory(files),
                files.number("memory.max", "memory.limit_in_bytes"),
                files.number("pids.current"),
                io(files, "rbytes=", "Read"),
                io(files, "wbytes=", "Write"));
    }

    private static OptionalLong cpu(CgroupFiles files) throws IOException {
        var micros = files.entry("usage_usec", "cpu.stat");
        if (micros.isPresent()) {
            return OptionalLong.of(micros.getAsLong() * 1000);
        }
        return files.number("cpuacct.usage");
    }

    /** What {@code docker stats} shows: the page cache that nobody uses at the moment does not count. */
    private static OptionalLong memory(CgroupFiles files) throws IOException {
        var used = files.number("memory.current", "memory.usage_in_bytes");
        if (used.isEmpty()) {
            return used;
        }
        var idle = files.entry("total_inactive_file", "memory.stat");
        var forgettable = idle.isPresent() ? idle : files.entry("inactive_file", "memory.stat");
        return OptionalLong.of(Math.max(0, used.getAsLong() - forgettable.orElse(0)));
    }

    /** Lines such as {@code 254:0 rbytes=… wbytes=…} of v2 or {@code 254:0 Read …} of v1, summed up over the devices. */
    private static OptionalLong io(CgroupFiles files, String key, String word) throws IOException {
        var text = files.text(IO);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        var sum = 0L;
        for (var line : text.get().split("\n")) {
            var words = line.split(" ");
            for (var i = 1; i < words.length; i++) {
                if (words[i].startsWith(key)) {
                    sum += Long.parseLong(words[i].substring(key.length()));
                } else if (words[i].equals(word) && i + 1 < words.length) {
                    sum += Long.parseLong(words[i + 1]);
                }
            }
        }
        return OptionalLong.of(sum);
    }
}
