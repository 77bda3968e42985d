package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import lab.runtime.namespace.IdMapCalls;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.ProcFile;
import org.jspecify.annotations.Nullable;

/*
 * One script, two processes.
 *
 * The monitor is the container's parent on the host: it clones, writes the id maps, lets the child go, lets go of everything else and
 * waits. The siginfo of that wait lies in the trace, so the exit code is there for whoever looks, at any time. It is a few KB of its own
 * and no JVM.
 *
 * The monitor holds the mount namespace open, so that the command's end does not wait until all is unmounted, and tells the JVM of that end
 * by hanging up a pipe. What remains to be unmounted goes with the monitor, a little later.
 *
 * The child waits at the gate, a pipe, until its ids are mapped; what it does then is written in ContainerCalls. The monitor keeps the
 * gate's other end for as long as it lives. So the child can tell whether it still has a parent: before the gate by its end, and once
 * more when it has set PR_SET_PDEATHSIG for good, which each change of ids resets.
 */
/** Writes the script that starts a container. */
final class StartScript {

    /** All that is known about a container when its script is written. */
    record Start(
            ContainerSpec spec,
            List<String> command,
            Map<String, String> env,
            String workdir,
            @Nullable IdMap map,
            boolean privileged,
            Cgroup cgroup,
            Flavour flavour,
            Map<String, Path> delegated,
            RootFileSystem root,
            @Nullable MappedCopies copies,
            Joins joins,
            NetworkFiles files,
            @Nullable Plug plug,
            UserId user,
            List<Device> devices,
            Optional<byte[]> filter) {

        /** Whether it has a namespace of that type for itself. */
        boolean owns(NamespaceType type) {
            return spec.namespaces().owns(type);
        }

        /** Whether it has the host's namespace of that type. */
        boolean host(NamespaceType type) {
            return spec.namespaces().host(type);
        }
    }

    /** Where the monitor keeps the file that ends what a container without a PID namespace leaves. */
    private static final int KEEP_OTHERS = 3;

    private final Start start;
    private final FdTable fds;
    private final ScriptWriter s = new ScriptWriter();

    StartScript(Start start, FdTable fds) {
        this.start = start;
        this.fds = fds;
    }

    /**
     * Writes it.
     *
     * @param terminal where to send the terminal's other end, if the container has one
     * @param heldOpen the other end of the container's standard input, if the monitor shall hold it open
     * @param end the end of a pipe that hangs up when the container has ended
     * @param output what the monitor copies to the log, if it does
     */
    Launch.Written write(@Nullable Operand terminal, @Nullable Fd heldOpen, Fd end, Detached.@Nullable Output output)
            throws IOException {
        var socket = terminal;
        if (output != null) {
            LogCalls.give(fds, output);
            socket = output.terminal() == null ? null : fds.give(output.terminal(), "terminal");
        }
        TraceMap.reserve(s);
        var info = s.shared(Structs.SIGINFO_SIZE, "&info");
        var inner = s.shared(Structs.SIGINFO_SIZE, "&inner");
        var child = s.label("child");
        s.note("monitor");
        var monitor = s.getpid();
        s.closeRange(Script.TRACE_FD, 4);
        s.processName("lab-monitor");
        var none = s.open("/dev/null", OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC);
        var gate = s.buffer(8, "gate");
        s.pipe2(gate, OpenFlags.O_CLOEXEC);
        var held = heldOpen == null ? none.value() : fds.give(heldOpen, "stdin");
        var hangUp = fds.give(end, "end");
        var tasks = tasks();
        var others = others();
        start.joins().open(fds);
        start.joins().enter(s, NamespaceType.USER);
        start.joins().enter(s, NamespaceType.PID);
        s.note("the container's first process");
        var clone = cloneChild(child);
        if (start.map() != null && start.owns(NamespaceType.USER)) {
            new IdMapCalls(s, clone).write(start.map(), start.privileged());
        }
        var isolation = start.spec().isolation();
        Rlimits.raise(s, clone.value(), isolation.ulimits());
        if (isolation.oomScoreAdj().isPresent()) {
            s.note("OOM score");
            new IdMapCalls(s, clone)
                    .file(
                            "oom_score_adj",
                            Integer.toString(isolation.oomScoreAdj().getAsInt()));
        }
        s.note("monitor");
        s.dup3(held, 0);
        s.dup3(gate.plus(4).load32(), 1);
        s.dup3(hangUp, 2);
        s.dup3(others == null ? none.value() : others, KEEP_OTHERS);
        s.close(s.number(FdTable.DONE));
        s.closeRange(output == null ? FdTable.DONE + 1 : LogCalls.TIMES + 1, 0);
        new ProcFile(s, clone.value()).open("ns/mnt", OpenFlags.O_RDONLY).mayFail();
        s.write(s.number(1), "!");
        var copy = s.label("copy");
        var over = s.label("over");
        if (output != null) {
            s.jump(copy);
        }
        s.place(over);
        var wait = s.waitid(ProcessCalls.P_PID, clone.value(), info, ProcessCalls.WEXITED | ProcessCalls.WALL)
                .mayFail();
        if (others != null) {
            s.note("the end of the others: they have no PID namespace of their own that would end them");
            s.write(s.number(KEEP_OTHERS), "1").mayFail();
        }
        s.close(s.number(2));
        s.exitGroup(s.number(0));
        s.place(child);
        var exec = new ContainerCalls(s, start, fds).write(tasks, gate, socket, inner);
        if (output != null) {
            s.place(copy);
            new LogCalls(s, output).write(over);
        }
        var script = s.script();
        return new Launch.Written(
                script,
                new TraceMap(
                        monitor.index(),
                        clone.index(),
                        script.traceOffset(info),
                        start.spec().init() ? script.traceOffset(inner) : 0,
                        exec.get(0),
                        exec.get(1),
                        wait.index()),
                start.command().get(0));
    }

    /** The files of version 1 that a process writes 0 to in order to join the container's cgroups. */
    private List<Operand> tasks() throws IOException {
        var opened = new ArrayList<Operand>();
        for (var directory : start.cgroup().version1()) {
            var file = directory.resolve("tasks").toString();
            opened.add(fds.give(Kernel.get().open(file, OpenFlags.O_WRONLY, 0), file));
        }
        return opened;
    }

    /**
     * The file that ends all processes of the cgroup, for a container whose first process is not process 1 of a PID namespace: nothing
     * else ends the others with it.
     */
    private @Nullable Operand others() throws IOException {
        var unified = start.cgroup().unified();
        if (start.owns(NamespaceType.PID) || unified.isEmpty()) {
            return null;
        }
        var file = unified.get().resolve("cgroup.kill");
        return Files.isWritable(file)
                ? fds.give(Kernel.get().open(file.toString(), OpenFlags.O_WRONLY, 0), "cgroup.kill")
                : null;
    }

    private Result cloneChild(Label child) throws IOException {
        var flags = CloneFlags.CLONE_NEWNS;
        for (var type : List.of(
                NamespaceType.PID, NamespaceType.UTS, NamespaceType.IPC, NamespaceType.NET, NamespaceType.USER)) {
            flags |= start.owns(type) ? type.flag() : 0;
        }
        var unified = start.cgroup().unified();
        if (unified.isEmpty()) {
            return s.clone(flags).onZero(child);
        }
        var all = flags | CloneFlags.CLONE_INTO_CGROUP;
        var path = unified.get().toString();
        var cgroup = (Operand.Number) fds.give(Kernel.get().open(path, OpenFlags.O_PATH, 0), path);
        var args = Structs.cloneArgs(all, ProcessCalls.SIGCHLD, cgroup.value());
        var shown = "{" + CloneFlags.names(all) + ", SIGCHLD, " + path + "}";
        return s.clone3(s.bytes(args, shown), args.length).onZero(child);
    }
}
