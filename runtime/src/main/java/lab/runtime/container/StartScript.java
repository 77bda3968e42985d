package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.runtime.cgroup.Cgroup;
import lab.runtime.cgroup.Flavour;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.Label;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ProcessCalls;
import lab.runtime.kernel.Result;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.NamespaceType;
import org.jspecify.annotations.Nullable;

/*
 * One script, two processes.
 *
 * The monitor is the container's parent on the host: it clones, writes the id maps, lets the child go, lets go of everything else and
 * waits. The siginfo of that wait lies in the trace, so the exit code is there for whoever looks, at any time. It is a few KB of its own
 * and no JVM.
 *
 * The child waits at the gate, a pipe, until its ids are mapped. If the monitor dies before that, the pipe ends and so does the child;
 * later, PR_SET_PDEATHSIG does. It then joins its cgroups by writing "0" through descriptors opened by the JVM (on v1 that takes no lock
 * that other processes hold), makes its view of the file systems, and becomes the command.
 */
/** Writes the script that starts a container. */
final class StartScript {

    private static final int SIGKILL = 9;
    private static final int MNT_DETACH = 2;
    private static final int IFF_UP_RUNNING = 0x41;

    /** All that is known about a container when its script is written. */
    record Start(
            ContainerSpec spec,
            String id,
            Path folder,
            List<String> command,
            Map<String, String> env,
            String workdir,
            @Nullable IdMap map,
            boolean privileged,
            Cgroup cgroup,
            Flavour flavour,
            RootFileSystem root,
            @Nullable MappedCopies copies) {}

    private final Start start;
    private final FdTable fds;
    private final ScriptWriter s = new ScriptWriter();
    private final ContainerSpec spec;

    StartScript(Start start, FdTable fds) {
        this.start = start;
        this.fds = fds;
        this.spec = start.spec();
    }

    /**
     * Writes it.
     *
     * @param terminal where to send the terminal's other end, if the container has one
     * @param heldOpen the other end of the container's standard input, if the monitor shall hold it open
     */
    Written write(@Nullable Fd terminal, @Nullable Fd heldOpen) throws IOException {
        var info = s.shared(Structs.SIGINFO_SIZE, "&info");
        var child = s.label("child");
        s.note("monitor");
        var monitor = s.getpid();
        s.closeRange(Script.TRACE_FD, 4);
        s.processName("lab-monitor");
        var none = s.open("/dev/null", OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC);
        var gate = s.buffer(8, "gate");
        s.pipe2(gate, OpenFlags.O_CLOEXEC);
        var handles = new Handles();
        var socket = terminal == null ? null : fds.give(terminal, "terminal");
        var held = heldOpen == null ? null : fds.give(heldOpen, "stdin");
        s.note("the container's first process");
        var clone = cloneChild(handles, child);
        if (start.map() != null) {
            new IdMapCalls(s, clone).write(start.map(), start.privileged());
        }
        s.note("monitor");
        s.write(gate.plus(4).load32(), "!");
        s.dup3(held == null ? none.value() : held, 0);
        List.of(1, 2).forEach(fd -> s.dup3(none.value(), fd));
        s.closeRange(Script.TRACE_FD, 0);
        s.waitid(ProcessCalls.P_PID, clone.value(), info, ProcessCalls.WEXITED | ProcessCalls.WALL)
                .mayFail();
        s.exitGroup(s.number(0));
        s.place(child);
        child(handles, gate, socket);
        var end = s.shared(Structs.SIGINFO_SIZE, "&end");
        var exec = command(end);
        var script = s.script();
        return new Written(
                script,
                new TraceMap(
                        monitor.index(),
                        clone.index(),
                        script.traceOffset(info),
                        script.traceOffset(end),
                        exec.get(0),
                        exec.get(1)),
                start.command().get(0));
    }

    /** A script and where in its trace things are. */
    record Written(Script script, TraceMap map, String command) {}

    /** The descriptors of the container's cgroups. */
    private final class Handles {

        private final List<Operand> tasks;
        private final @Nullable Operand unified;

        Handles() throws IOException {
            var kernel = Kernel.get();
            var opened = new ArrayList<Operand>();
            for (var directory : start.cgroup().version1()) {
                var file = directory.resolve("tasks");
                opened.add(fds.give(kernel.open(file.toString(), OpenFlags.O_WRONLY, 0), file.toString()));
            }
            tasks = List.copyOf(opened);
            unified = start.cgroup().unified().isPresent()
                    ? fds.give(kernel.open(start.cgroup().unified().get().toString(), OpenFlags.O_PATH, 0), "cgroup")
                    : null;
        }
    }

    private Result cloneChild(Handles handles, Label child) {
        var flags = CloneFlags.CLONE_NEWNS | CloneFlags.CLONE_NEWPID;
        for (var type : List.of(NamespaceType.UTS, NamespaceType.IPC, NamespaceType.NET)) {
            flags |= own(type) ? type.flag() : 0;
        }
        flags |= start.map() == null ? 0 : CloneFlags.CLONE_NEWUSER;
        if (handles.unified == null) {
            return s.clone(flags).onZero(child);
        }
        var all = flags | CloneFlags.CLONE_INTO_CGROUP;
        var cgroup = ((Operand.Number) handles.unified).value();
        var args = Structs.cloneArgs(all, ProcessCalls.SIGCHLD, cgroup);
        var shown = "{" + CloneFlags.names(all) + ", SIGCHLD, cgroup}";
        return s.clone3(s.bytes(args, shown), args.length).onZero(child);
    }

    private boolean own(NamespaceType type) {
        return !spec.shared().contains(type);
    }

    private void child(Handles handles, Operand.Address gate, @Nullable Operand terminal) throws IOException {
        var gone = s.label("gone");
        var through = s.label("through");
        s.note("wait until the ids are mapped");
        s.close(gate.plus(4).load32());
        s.read(gate.load32(), s.buffer(8, "&byte"), 1).onZero(gone);
        s.jump(through);
        s.place(gone);
        s.exitGroup(s.number(Script.ABORTED));
        s.place(through);
        s.note("cgroups");
        handles.tasks.forEach(tasks -> s.write(tasks, "0"));
        if (own(NamespaceType.CGROUP)) {
            s.unshare(CloneFlags.CLONE_NEWCGROUP);
        }
        var privileges = new Privileges(s);
        privileges.becomeRoot(start.map());
        s.setsid();
        fileSystems();
        names();
        if (terminal != null) {
            terminal(terminal);
        }
        s.note("working directory and user");
        s.umask(0022);
        if (!start.workdir().equals("/")) {
            s.chdir(start.workdir());
        }
        var user = UserId.parse(spec.user());
        if (spec.profile() == Profile.CONTAINER) {
            privileges.reduce(Capability.DEFAULT, user, start.map());
        } else {
            privileges.keepAll(user, start.map());
        }
        s.parentDeathSignal(SIGKILL);
    }

    private void fileSystems() throws IOException {
        s.note("root file system");
        RootFileSystem.isolate(s);
        start.root().mount(s, fds, start.copies());
        var workbench = spec.profile() == Profile.WORKBENCH;
        var mounts = new SystemMounts(s, workbench);
        mounts.proc();
        mounts.sys(own(NamespaceType.NET));
        if (start.flavour() == Flavour.V2 && own(NamespaceType.NET) && own(NamespaceType.CGROUP)) {
            mounts.cgroup();
        }
        mounts.dev(own(NamespaceType.IPC), start.map() == null || start.map().wide());
        s.note("volumes");
        for (var volume : spec.volumes()) {
            RootFileSystem.volume(s, fds, volume, start.privileged(), start.copies());
        }
        spec.tmpfs().forEach(mounts::tmpfs);
        for (var name : List.of("hosts", "hostname", "resolv.conf")) {
            var file = new Volume(start.folder().resolve(name).toString(), "/etc/" + name, false, true);
            RootFileSystem.volume(s, fds, file, start.privileged(), start.copies());
        }
        if (!workbench) {
            mounts.masks();
        }
        s.note("the new root");
        s.pivotRoot(".", ".");
        s.umount2(".", MNT_DETACH);
        s.chdir("/");
    }

    private void names() {
        s.note("host name and loopback");
        if (own(NamespaceType.UTS)) {
            s.sethostname(hostname());
        }
        if (own(NamespaceType.NET)) {
            var socket = s.inetSocket();
            s.setInterfaceFlags(socket.value(), "lo", IFF_UP_RUNNING);
        }
    }

    private String hostname() {
        return spec.hostname().isEmpty() ? start.id().substring(0, 12) : spec.hostname();
    }

    /** Opens a terminal of the container's own, sends the master to the lab and makes the other end the standard streams. */
    private void terminal(Operand socket) {
        s.note("terminal");
        TerminalCalls.open(s, socket, true);
    }

    private List<Integer> command(Operand.Address end) {
        if (spec.init()) {
            var init = new InitCalls(s);
            return spec.profile() == Profile.WORKBENCH && spec.command().isEmpty()
                    ? init.alone()
                    : init.with(start.command(), start.env(), end);
        }
        s.note("the command");
        return ExecCalls.write(s, start.command(), start.env());
    }
}
