package lab.runtime.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.cgroup.Cgroup;
import lab.runtime.kernel.CloneFlags;
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
 * The joining process is not dumpable before it enters the first namespace: nobody inside may look into it or its descriptors before it
 * has become the command. One setns(2) with a pidfd enters all namespaces at once, the user namespace first; the PID namespace counts for
 * children only, hence the clone.
 */
/** Writes the script that joins a running container and becomes a command there. */
final class JoinScript {

    private static final int SIGKILL = 9;

    private final ScriptWriter s = new ScriptWriter();
    private final FdTable fds;

    JoinScript(FdTable fds) {
        this.fds = fds;
    }

    Launch.Written write(
            ContainerStatus container,
            ExecSpec spec,
            UserId user,
            Map<String, String> env,
            String workdir,
            @Nullable IdMap map,
            Optional<byte[]> filter,
            @Nullable Operand socket)
            throws IOException {
        TraceMap.reserve(s);
        var info = s.shared(Structs.SIGINFO_SIZE, "&info");
        var inner = s.shared(Structs.SIGINFO_SIZE, "&inner");
        var child = s.label("child");
        var pidfd = fds.give(Kernel.get().pidfdOpen(container.pid().orElseThrow()), "pidfd");
        s.note("not to be looked into");
        var first = s.getpid();
        s.closeRange(Script.TRACE_FD, 4);
        s.processName("lab-exec");
        var isolation = container.spec().isolation();
        Rlimits.raise(s, s.number(0), isolation.ulimits());
        if (isolation.oomScoreAdj().isPresent()) {
            s.note("OOM score");
            var score = s.open("/proc/self/oom_score_adj", OpenFlags.O_WRONLY | OpenFlags.O_CLOEXEC);
            s.write(score.value(), Integer.toString(isolation.oomScoreAdj().getAsInt()));
            s.close(score.value());
        }
        s.dumpable(false);
        var none = s.open("/dev/null", OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC);
        var cgroup = cgroups(container.cgroup());
        s.note("all namespaces at once");
        var flags = joined(container);
        s.setns(pidfd, flags);
        s.note("a child, since the PID namespace counts for children");
        var clone = clone(cgroup, child);
        List.of(0, 1, 2).forEach(fd -> s.dup3(none.value(), fd));
        s.closeRange(Script.TRACE_FD, 0);
        var wait = s.waitid(ProcessCalls.P_PID, clone.value(), info, ProcessCalls.WEXITED | ProcessCalls.WALL)
                .mayFail();
        s.exitGroup(s.number(0));
        s.place(child);
        s.setsid();
        var privileges = new Privileges(s);
        privileges.becomeRoot(map);
        s.chdir("/");
        if (socket != null) {
            TerminalCalls.open(s, socket, false);
            TerminalCalls.control(s);
        }
        s.closeRange(FdTable.DONE + 1, 0);
        s.umask(0022);
        s.note("working directory and user");
        s.chdir(workdir);
        Rlimits.set(s, isolation.ulimits());
        if (container.spec().profile() == Profile.CONTAINER) {
            privileges.reduce(isolation, user, map, filter);
        } else {
            privileges.keepAll(user, map);
        }
        s.parentDeathSignal(container.spec().profile() == Profile.CONTAINER ? SIGKILL : 0);
        s.note(OwnCalls.PURPOSE);
        var forks = spec.calls().write(s, inner);
        s.note("the command");
        var exec = OwnCommand.write(s, spec.command(), env);
        var script = s.script();
        return new Launch.Written(
                script,
                new TraceMap(
                        first.index(),
                        clone.index(),
                        script.traceOffset(info),
                        forks ? script.traceOffset(inner) : 0,
                        exec.get(0),
                        exec.get(1),
                        wait.index()),
                spec.command().isEmpty() ? "" : spec.command().get(0));
    }

    /** Those that are not the host's. */
    private static long joined(ContainerStatus container) {
        return Arrays.stream(NamespaceType.values())
                .filter(type -> !container.spec().namespaces().host(type))
                .mapToLong(NamespaceType::flag)
                .sum();
    }

    private @Nullable Operand cgroups(Cgroup cgroup) throws IOException {
        var tasks = new ArrayList<Operand>();
        for (var directory : cgroup.version1()) {
            var file = directory.resolve("tasks").toString();
            tasks.add(fds.give(Kernel.get().open(file, OpenFlags.O_WRONLY, 0), file));
        }
        s.note("cgroups");
        tasks.forEach(file -> s.write(file, "0"));
        return cgroup.unified().isEmpty()
                ? null
                : fds.give(
                        Kernel.get()
                                .open(
                                        WorkbenchCgroups.home(cgroup.unified().get())
                                                .toString(),
                                        OpenFlags.O_PATH,
                                        0),
                        "cgroup");
    }

    private Result clone(@Nullable Operand cgroup, Label child) {
        if (cgroup == null) {
            return s.clone(0).onZero(child);
        }
        var number = ((Operand.Number) cgroup).value();
        var args = Structs.cloneArgs(CloneFlags.CLONE_INTO_CGROUP, ProcessCalls.SIGCHLD, number);
        return s.clone3(s.bytes(args, "{CLONE_INTO_CGROUP, SIGCHLD, cgroup}"), args.length)
                .onZero(child);
    }
}
