package lab.runtime.cgroup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A limit as the kernel has it.
 *
 * @param name the file's name in v2
 * @param value its text, as the kernel writes it
 * @param source the file it was read from, which on v1 has another name
 */
public record Setting(String name, String value, String source) {

    private static final List<List<String>> FILES = List.of(
            List.of("memory.max", "memory.max", "memory.limit_in_bytes"),
            List.of("memory.swap.max", "memory.swap.max", "memory.memsw.limit_in_bytes"),
            List.of("memory.low", "memory.low", "memory.soft_limit_in_bytes"),
            List.of("cpu.max", "cpu.max", "cpu.cfs_quota_us"),
            List.of("cpu.weight", "cpu.weight", "cpu.shares"),
            List.of("cpuset.cpus", "cpuset.cpus", "cpuset.cpus"),
            List.of("pids.max", "pids.max", "pids.max"),
            List.of("io.max", "io.max", "io.max"),
            List.of("io.max", BlockLimit.Kind.READ_BPS.version1(), BlockLimit.Kind.READ_BPS.version1()),
            List.of("io.max", BlockLimit.Kind.WRITE_BPS.version1(), BlockLimit.Kind.WRITE_BPS.version1()),
            List.of("io.max", BlockLimit.Kind.READ_IOPS.version1(), BlockLimit.Kind.READ_IOPS.version1()),
            List.of("io.max", BlockLimit.Kind.WRITE_IOPS.version1(), BlockLimit.Kind.WRITE_IOPS.version1()));

    static List<Setting> of(CgroupFiles files) throws IOException {
        var all = new ArrayList<Setting>();
        for (var names : FILES) {
            var file = files.find(names.get(1), names.get(2));
            var text = files.text(names.get(1), names.get(2));
            if (file.isPresent() && !text.orElse("").isEmpty()) {
                var value = text.get().replace("\n", ", ");
                all.add(new Setting(names.get(0), value, file.get().toString()));
            }
        }
        return all;
    }
}
