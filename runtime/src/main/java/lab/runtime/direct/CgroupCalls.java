package lab.runtime.direct;

import java.util.List;
import lab.runtime.container.OwnCalls;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ScriptWriter;

/** What there is to do with a cgroup, made of mkdir(2), write(2) and rmdir(2); cgroups(7). */
public sealed interface CgroupCalls extends OwnCalls {

    /**
     * Makes cgroups.
     *
     * @param tree where
     * @param parent what has to be there before, made if it is not; empty for nothing
     * @param name the cgroup's name
     */
    record Create(CgroupTree tree, String parent, String name) implements CgroupCalls {

        private static final List<String> CONTROLLERS = List.of("cpuset", "cpu", "io", "memory", "pids");

        @Override
        public boolean write(ScriptWriter s, Operand.Address end) {
            if (!parent.isEmpty()) {
                s.note("the place for it");
                tree.places()
                        .values()
                        .forEach(place ->
                                s.mkdirat(s.fd(OpenFlags.AT_FDCWD), place, 0755).mayFail());
                s.note(PURPOSE);
            }
            var above = name.lastIndexOf('/') < 0 ? "" : name.substring(0, name.lastIndexOf('/'));
            if (tree.version2() && !above.isEmpty()) {
                for (var controller : CONTROLLERS) {
                    put(s, tree.directories(above).get(0) + "/cgroup.subtree_control", "+" + controller, true);
                }
            }
            for (var directory : tree.directories(name)) {
                s.mkdirat(s.fd(OpenFlags.AT_FDCWD), directory, 0755);
            }
            return false;
        }
    }

    /**
     * Writes into files of a cgroup.
     *
     * @param entries which, and what
     */
    record Set(List<CgroupTree.Entry> entries) implements CgroupCalls {
        @Override
        public boolean write(ScriptWriter s, Operand.Address end) {
            entries.forEach(entry -> put(s, entry.path(), entry.text(), false));
            return false;
        }
    }

    /**
     * Moves processes into a cgroup.
     *
     * @param tree where it is
     * @param name the cgroup's name
     * @param pids the processes, as the moving one sees them; 0 is itself
     */
    record Join(CgroupTree tree, String name, List<Integer> pids) implements CgroupCalls {
        @Override
        public boolean write(ScriptWriter s, Operand.Address end) {
            for (var pid : pids) {
                for (var directory : tree.directories(name)) {
                    put(s, directory + "/cgroup.procs", Integer.toString(pid), false);
                }
            }
            return false;
        }
    }

    /**
     * Removes a cgroup, which must be empty.
     *
     * @param tree where it is
     * @param name the cgroup's name
     */
    record Remove(CgroupTree tree, String name) implements CgroupCalls {
        @Override
        public boolean write(ScriptWriter s, Operand.Address end) {
            for (var directory : tree.directories(name)) {
                s.unlinkat(s.fd(OpenFlags.AT_FDCWD), directory, OpenFlags.AT_REMOVEDIR);
            }
            return false;
        }
    }

    private static void put(ScriptWriter s, String path, String text, boolean mayFail) {
        var skip = s.label(path + text);
        var file = s.open(path, OpenFlags.O_WRONLY | OpenFlags.O_CLOEXEC);
        if (mayFail) {
            file.onError(skip);
        }
        var written = s.write(file.value(), text);
        if (mayFail) {
            written.mayFail();
        }
        s.close(file.value());
        s.place(skip);
    }
}
