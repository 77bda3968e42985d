package lab.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.kernel.Kernel;

/**
 * What the unified hierarchy asks for before a cgroup may hand controllers down: that every cgroup above does, and that it holds no
 * processes itself; cgroup-v2.rst, "Top-down Constraint" and "No Internal Process Constraint". So the processes of our own cgroup, the
 * learner's shell among them, move to a leaf below it as long as there are cgroups of the lab.
 */
final class Delegation {

    /** Where the processes of our own cgroup move. */
    static final String LEAF = "lab-self";

    private static final int ROUNDS = 10;

    private Delegation() {}

    /** Hands controllers from our own cgroup down to the children of a subtree. */
    static void hand(Path own, Path subtree, List<String> controllers) throws IOException {
        var handed = enabled(own);
        var below = enabled(subtree);
        for (var controller : controllers) {
            if (!handed.contains(controller)) {
                try {
                    set(own, "+" + controller);
                } catch (IOException e) {
                    leave(own);
                    set(own, "+" + controller);
                }
            }
            if (!below.contains(controller)) {
                set(subtree, "+" + controller);
            }
        }
    }

    /** Takes back what was handed down and lets the processes of the leaf return, if there is a leaf. */
    static void end(Path own, List<String> controllers) throws IOException {
        var leaf = own.resolve(LEAF);
        if (!Files.isDirectory(leaf)) {
            return;
        }
        var handed = enabled(own);
        for (var controller : controllers) {
            if (handed.contains(controller)) {
                set(own, "-" + controller);
            }
        }
        move(leaf, own);
        Files.delete(leaf);
    }

    private static void leave(Path own) throws IOException {
        var leaf = own.resolve(LEAF);
        Kernel.get().mkdirIfMissing(leaf.toString());
        move(own, leaf);
    }

    /** Moves all processes; while they are moved some may start others. */
    private static void move(Path from, Path to) throws IOException {
        for (var round = 0; round < ROUNDS; round++) {
            var processes = Files.readAllLines(from.resolve("cgroup.procs"));
            if (processes.isEmpty()) {
                return;
            }
            for (var pid : processes) {
                try {
                    Files.writeString(to.resolve("cgroup.procs"), pid);
                } catch (IOException e) {
                    if (Files.isDirectory(Path.of("/proc", pid))) {
                        throw e;
                    }
                }
            }
        }
    }

    private static void set(Path cgroup, String change) throws IOException {
        Files.writeString(cgroup.resolve("cgroup.subtree_control"), change);
    }

    private static List<String> enabled(Path cgroup) throws IOException {
        return CgroupFiles.words(cgroup.resolve("cgroup.subtree_control"));
    }
}
