package lab.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.kernel.KernelFiles;

/** What directories in hierarchies of version 1 need before processes can be in them; cgroup-v1/cpusets.rst. */
final class Version1Controllers {

    private static final int ROUNDS = 50;

    private Version1Controllers() {}

    /** A new cpuset has neither CPUs nor memory nodes and takes no process: it gets those of the one above. */
    static void prepare(Path directory) throws IOException {
        if (!KernelFiles.exists(directory.resolve("cpuset.cpus").toString())) {
            return;
        }
        for (var name : List.of("cpuset.cpus", "cpuset.mems")) {
            var file = directory.resolve(name);
            if (Files.readString(file).isBlank()) {
                Files.writeString(
                        file,
                        Files.readString(directory.resolveSibling("").resolve(name))
                                .strip());
            }
        }
    }

    /** Lets the cpusets that will be made in a directory begin with its CPUs and memory nodes instead of none. */
    static void letChildrenInherit(Path directory) throws IOException {
        if (Files.exists(directory.resolve("cpuset.mems"))
                && Files.exists(directory.resolve("cgroup.clone_children"))) {
            Files.writeString(directory.resolve("cgroup.clone_children"), "1");
        }
    }

    /** Moves all processes of a cgroup to another hierarchy's directory; those that are forked meanwhile, too. */
    static void move(Cgroup cgroup, Path directory) throws IOException {
        for (var round = 0; round < ROUNDS; round++) {
            var left = cgroup.processes();
            left.removeAll(CgroupFiles.processes(directory));
            if (left.isEmpty()) {
                return;
            }
            for (var pid : left) {
                try {
                    Files.writeString(directory.resolve("cgroup.procs"), Long.toString(pid));
                } catch (IOException e) {
                    if (Files.exists(Path.of("/proc/" + pid + "/stat")) && round == ROUNDS - 1) {
                        throw e;
                    }
                }
            }
        }
    }
}
