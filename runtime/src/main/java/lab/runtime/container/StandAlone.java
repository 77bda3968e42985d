package lab.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.cgroup.Cgroup;
import lab.runtime.cgroup.Flavour;
import lab.runtime.image.Image;
import lab.runtime.image.ImageStore;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.ProcessCalls;
import lab.runtime.kernel.Result;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import lab.runtime.kernel.Syscall;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.IdMapCalls;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.Namespaces;
import lab.runtime.namespace.ProcFile;

/*
 * What the JVM opens for a usual start is made by calls of the script's own here, and what it knows beforehand is asked for:
 *
 *   the overlay        its changes lie in memory, in the container's own mount namespace, and go with it
 *   the id map         one id, that of whoever starts the program, asked for with getuid(2) and written in decimal
 *   the cgroup, files of the network, the terminal    none: they belong to a container that the lab looks after
 *
 * All else is what every container of an ordinary user does. A user namespace is what makes it need no root.
 */
/** A container's start as a program that needs neither the lab nor Java. Its changes to files go with it. */
public final class StandAlone {

    /** The first descriptor behind the standard streams: a pipe has to get the numbers that follow. */
    private static final int FIRST = 3;

    private static final int DIGITS = 10;

    private final ScriptWriter s = new ScriptWriter();
    private final ContainerSpec spec;
    private final Image image;
    private final Optional<byte[]> filter;

    /**
     * A start.
     *
     * @param filter the program that filters system calls, if there shall be one
     */
    private StandAlone(ContainerSpec spec, Image image, Optional<byte[]> filter) {
        this.spec = spec;
        this.image = image;
        this.filter = filter;
    }

    /**
     * The program of a container: a static ELF for this machine.
     *
     * @throws ContainerException if the container depends on another one, or has the host's user namespace
     */
    public static byte[] program(ContainerSpec spec, ImageStore images) throws IOException {
        var isolation = spec.isolation();
        try (var kept = new Kept()) {
            var filter = kept.filters().filter(isolation.seccomp(), isolation.capabilityNames());
            return new StandAlone(spec, images.open(spec.image()), filter)
                    .write()
                    .program(Kernel.get().arch());
        }
    }

    /** What of a container its program leaves out, empty for nothing. */
    public static List<String> leftOut(ContainerSpec spec) {
        var out = new ArrayList<String>();
        if (!spec.limits().none()) {
            out.add("limits");
        }
        if (spec.terminal()) {
            out.add("terminal");
        }
        if (spec.network().joined()) {
            out.add("network");
        }
        return out;
    }

    private Script write() throws IOException {
        check(spec.namespaces());
        // Ids inside; outside they are asked for.
        var map = new IdMap(List.of(new IdMap.Range(0, 0, 1)), List.of(new IdMap.Range(0, 0, 1)), false);
        var root = RootFileSystem.inMemory(image);
        var user = new Users(root.folders()).find(UserName.parse(StartContainer.user(image, spec.user())));
        var hostname = spec.hostname().isEmpty() ? spec.name() : spec.hostname();
        var start = new StartScript.Start(
                spec,
                StartContainer.command(image, spec),
                StartContainer.environment(image, spec, user),
                spec.workdir().isEmpty() ? image.config().run().workdir() : spec.workdir(),
                map,
                false,
                Cgroup.NONE,
                Flavour.NONE,
                Map.of(),
                root,
                null,
                Joins.none(),
                NetworkFiles.none(hostname),
                null,
                user,
                DeviceFolder.wanted(spec.isolation(), false),
                filter);
        return script(start);
    }

    private static void check(Namespaces namespaces) throws ContainerException {
        for (var type : NamespaceType.values()) {
            if (namespaces.joined(type).isPresent()) {
                throw new ContainerException("it joins the " + type.file()
                        + " namespace of another container, which a program cannot find again");
            }
        }
        if (!namespaces.owns(NamespaceType.USER)) {
            throw new ContainerException(
                    "it shares the host's user namespace: a program that anybody may start needs its own");
        }
    }

    private Script script(StartScript.Start start) throws IOException {
        var info = s.shared(Structs.SIGINFO_SIZE, "&info");
        var inner = s.shared(Structs.SIGINFO_SIZE, "&inner");
        var gate = s.buffer(8, "gate");
        var child = s.label("child");
        s.note("who starts it");
        s.closeRange(FIRST, 0);
        var uid = s.call(Syscall.GETUID);
        var gid = s.call(Syscall.GETGID);
        s.pipe2(gate, OpenFlags.O_CLOEXEC);
        s.note("the container's first process");
        var clone = s.clone(flags(start)).onZero(child);
        s.note("id maps");
        var ids = new IdMapCalls(s, clone);
        ids.file("setgroups", "deny");
        map(clone, "gid_map", gid);
        map(clone, "uid_map", uid);
        s.note("wait for its end");
        s.write(gate.plus(4).load32(), s.text("!"), s.number(1));
        s.waitid(ProcessCalls.P_PID, clone.value(), info, ProcessCalls.WEXITED | ProcessCalls.WALL);
        s.exitGroup(info.plus(Structs.SIGINFO_STATUS).load32());
        s.place(child);
        try (var fds = new FdTable()) {
            new ContainerCalls(s, start, fds).write(List.of(), gate, null, inner);
        }
        return s.script();
    }

    private static long flags(StartScript.Start start) {
        var flags = CloneFlags.CLONE_NEWNS;
        for (var type : List.of(
                NamespaceType.PID, NamespaceType.UTS, NamespaceType.IPC, NamespaceType.NET, NamespaceType.USER)) {
            flags |= start.owns(type) ? type.flag() : 0;
        }
        return flags;
    }

    /** The kernel takes any number of spaces between the numbers, so there is room for any id. */
    private void map(Result child, String file, Result id) {
        var text = s.bytes(("0 " + " ".repeat(DIGITS) + " 1").getBytes(StandardCharsets.US_ASCII), "\"0 ID 1\"");
        s.decimal(text.plus(2 + DIGITS), id.value());
        var fd = new ProcFile(s, child.value()).open(file, OpenFlags.O_WRONLY);
        s.write(fd.value(), text, s.number(2 + DIGITS + 2));
        s.close(fd.value());
    }
}
