package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lab.runtime.kernel.KernelFiles;

/** The processes of a container: those in its cgroup or, where it has none, those in its PID namespace. */
final class ContainerProcesses {

    private ContainerProcesses() {}

    /** Their pids as the host sees them, in order. */
    static Set<Long> of(ContainerStatus status) throws IOException {
        if (status.pid().isEmpty()) {
            return Set.of();
        }
        var inside = status.cgroup().processes();
        return inside.isEmpty() ? inNamespace(status.pid().getAsInt()) : inside;
    }

    private static Set<Long> inNamespace(int first) throws IOException {
        var wanted = namespace(first);
        var found = new TreeSet<Long>();
        for (var pid : pids()) {
            try {
                if (namespace(pid) == wanted) {
                    found.add(pid);
                }
            } catch (IOException e) {
                // It ended in this moment, or belongs to another user and so to no container of this one.
                continue;
            }
        }
        return found;
    }

    private static List<Long> pids() throws IOException {
        var pids = new ArrayList<Long>();
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            entries.forEach(entry -> pids.add(Long.valueOf(entry.getFileName().toString())));
        }
        return pids;
    }

    private static long namespace(long pid) throws IOException {
        return KernelFiles.stat("/proc/" + pid + "/ns/pid").inode();
    }
}
