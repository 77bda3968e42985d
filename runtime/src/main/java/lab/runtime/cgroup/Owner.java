package lab.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.kernel.Kernel;

/** Gives a cgroup's directory to someone, with the files that move processes and hand controllers down, and no others. */
final class Owner {

    private static final List<String> FILES =
            List.of("cgroup.procs", "cgroup.threads", "cgroup.subtree_control", "tasks");

    private Owner() {}

    static void give(Path directory, int uid, int gid) throws IOException {
        Kernel.get().lchown(directory.toString(), uid, gid);
        for (var name : FILES) {
            if (Files.exists(directory.resolve(name))) {
                Kernel.get().lchown(directory.resolve(name).toString(), uid, gid);
            }
        }
    }
}
