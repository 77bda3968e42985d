package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.file.Tree;
import lab.runtime.image.Image;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.ProcessCalls;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.IdMapCalls;
import lab.runtime.namespace.IdMaps;
import lab.runtime.namespace.NamespaceType;
import org.jspecify.annotations.Nullable;

/** Opens the files of containers, and of what belongs to them, so that ids are those that a container sees. */
public final class Trees {

    private static final int SIGKILL = 9;

    private Trees() {}

    /** This host's files, as this user. */
    public static Tree host() throws IOException {
        return Tree.open(
                List::of,
                s -> {
                    Tree.hold(s);
                    s.chdir("/");
                },
                Tree.Reach.HOST,
                null);
    }

    /** A folder of this user's, of which no path leads out. */
    public static Tree beneath(Path folder) throws IOException {
        return Tree.open(
                List::of,
                s -> {
                    Tree.hold(s);
                    s.chdir(folder.toAbsolutePath().toString());
                },
                Tree.Reach.BENEATH,
                null);
    }

    /**
     * A folder of the lab's own, such as a layer or a volume, in which files have owners that a container's users are.
     *
     * @param mapped how owners there are those of the container if root looks at them; null if they are the same
     */
    public static Tree owned(Path folder, @Nullable IdMap mapped) throws IOException {
        var path = folder.toAbsolutePath().toString();
        if (Kernel.get().geteuid() == 0) {
            return Tree.open(
                    List::of,
                    s -> {
                        Tree.hold(s);
                        s.chdir(path);
                    },
                    Tree.Reach.ROOT,
                    mapped);
        }
        return Tree.open(
                List::of,
                s -> {
                    enter(s, new IdMaps(Path.of("/etc")).choose(), false);
                    s.chdir(path);
                },
                Tree.Reach.ROOT,
                null);
    }

    /** The files of a running container, as its processes see them, volumes and all. */
    static Tree running(ContainerStatus container) throws IOException {
        var pid = container.pid().orElseThrow();
        var namespaces = container.spec().namespaces();
        var map =
                namespaces.host(NamespaceType.USER) ? null : IdMaps.ofProcess(Path.of("/proc", Integer.toString(pid)));
        var flags = NamespaceType.MNT.flag() | (map == null ? 0 : NamespaceType.USER.flag());
        try (var fds = new FdTable()) {
            var pidfd = fds.give(Kernel.get().pidfdOpen(pid), "pidfd");
            return Tree.open(
                    fds::files,
                    s -> {
                        Tree.hold(s);
                        s.note("not to be looked into");
                        s.dumpable(false);
                        s.note("where the container is");
                        s.setns(pidfd, flags);
                        new Privileges(s).becomeRoot(map);
                        s.chdir("/");
                    },
                    Tree.Reach.ROOT,
                    null);
        }
    }

    /**
     * The files of a container that does not run, as its processes would see them.
     *
     * @param folder where its changed files are
     * @param map its ids; null if they are the host's
     */
    static Tree ended(ContainerSpec spec, Image image, Path folder, @Nullable IdMap map, MappedCopies kept)
            throws IOException {
        var privileged = Kernel.get().geteuid() == 0;
        var copies = privileged && map != null ? kept : null;
        try (var root = new RootFileSystem(image, folder, privileged);
                var fds = new FdTable()) {
            root.create(map, copies);
            return Tree.open(
                    fds::files,
                    s -> {
                        enter(s, map, privileged);
                        s.note("root file system");
                        RootFileSystem.isolate(s);
                        root.mount(s, fds);
                        s.note("volumes");
                        for (var volume : spec.volumes()) {
                            RootFileSystem.volume(s, fds, volume, privileged, copies);
                        }
                    },
                    Tree.Reach.ROOT,
                    null);
        }
    }

    /** Goes on in a mount namespace of its own, as root of a user namespace of its own if there is a map; the parent waits for it. */
    private static void enter(ScriptWriter s, @Nullable IdMap map, boolean privileged) {
        var child = s.label("child");
        var gate = s.buffer(Long.BYTES, "gate");
        var info = s.shared(Structs.SIGINFO_SIZE, "&info");
        s.note("a user namespace");
        s.pipe2(gate, OpenFlags.O_CLOEXEC);
        var flags = CloneFlags.CLONE_NEWNS | (map == null ? 0 : CloneFlags.CLONE_NEWUSER);
        var clone = s.clone(flags).onZero(child);
        if (map != null) {
            new IdMapCalls(s, clone).write(map, privileged);
        }
        s.write(gate.plus(4).load32(), "!");
        s.close(s.number(0));
        s.close(s.number(1));
        s.waitid(ProcessCalls.P_PID, clone.value(), info, ProcessCalls.WEXITED | ProcessCalls.WALL);
        s.exitGroup(s.number(0));
        s.place(child);
        s.parentDeathSignal(SIGKILL);
        s.read(gate.load32(), s.buffer(Long.BYTES, "&byte"), 1);
        Tree.hold(s);
        new Privileges(s).becomeRoot(map);
    }
}
