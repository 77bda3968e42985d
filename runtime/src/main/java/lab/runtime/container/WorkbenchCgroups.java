package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lab.runtime.cgroup.Flavour;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.ScriptWriter;

/*
 * On v2 a cgroup with processes of its own hands no controllers down, so process 1 moves itself into a leaf called "init" and enables what
 * there is; processes that join start in that leaf, too. On v1 a user namespace may mount no hierarchy, so it gets copies of the host's
 * mounts, each of the workbench's own directory only, which lie where the host has them.
 */
/** The cgroups that the learner's own machine owns: below them the learner makes more by hand. */
final class WorkbenchCgroups {

    /** Where its own processes are on v2. */
    static final String LEAF = "init";

    private static final String PLACE = "sys/fs/cgroup";

    private WorkbenchCgroups() {}

    /** The directory in the unified hierarchy that a new process of a container starts in. */
    static Path home(Path unified) {
        var leaf = unified.resolve(LEAF);
        return Files.isDirectory(leaf) && hasControllers(unified) ? leaf : unified;
    }

    private static boolean hasControllers(Path unified) {
        try {
            return !Files.readString(unified.resolve("cgroup.subtree_control")).isBlank();
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes the calls that show them at their usual place, below the working directory. */
    static void mount(ScriptWriter s, SystemMounts mounts, Flavour flavour, Map<String, Path> byMount) {
        if (flavour == Flavour.V2) {
            handDown(s);
            return;
        }
        mounts.folder(PLACE, byMount.keySet());
        for (var entry : byMount.entrySet()) {
            var at = SafePath.openDirectory(s, PLACE + "/" + entry.getKey());
            var copy =
                    s.openTreeClone(s.fd(OpenFlags.AT_FDCWD), entry.getValue().toString(), false);
            s.moveMount(copy.value(), at.value(), "");
            s.close(copy.value());
        }
    }

    private static void handDown(ScriptWriter s) {
        s.note("a leaf for its own processes, and controllers for the others");
        s.mkdirat(s.fd(OpenFlags.AT_FDCWD), PLACE + "/" + LEAF, 0755).mayFail();
        write(s, PLACE + "/" + LEAF + "/cgroup.procs", "0");
        for (var controller : List.of("memory", "cpu", "pids", "cpuset", "io")) {
            write(s, PLACE + "/cgroup.subtree_control", "+" + controller);
        }
    }

    private static void write(ScriptWriter s, String path, String text) {
        var skip = s.label(path + " " + text);
        var file = s.open(path, OpenFlags.O_WRONLY | OpenFlags.O_CLOEXEC).onError(skip);
        s.write(file.value(), text).mayFail();
        s.close(file.value());
        s.place(skip);
    }
}
