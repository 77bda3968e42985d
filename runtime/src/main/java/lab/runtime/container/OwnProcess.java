package lab.runtime.container;

import java.io.IOException;
import java.util.List;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ProcessCalls;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import org.jspecify.annotations.Nullable;

/** A process of the calling user, outside of all containers, that makes calls of its own and becomes a command. */
final class OwnProcess {

    private static final String NAME = "lab-own";

    private OwnProcess() {}

    /**
     * Starts it.
     *
     * @param spec with the whole environment
     */
    static Running start(ExecSpec spec, Stdio stdio, Unreaped unreaped) throws IOException {
        var started = System.nanoTime();
        try (var trace = Kernel.get().memfd(NAME)) {
            var launched = new Launch(stdio, trace, spec.terminal(), NAME)
                    .run((fds, terminal) -> write(spec, terminal), script -> {});
            return new Running("", NAME, launched, null, unreaped, started);
        }
    }

    /** A parent that stays behind leaves the end of the command in the trace, as with a process that joins a container. */
    private static Launch.Written write(ExecSpec spec, @Nullable Operand socket) {
        var s = new ScriptWriter();
        TraceMap.reserve(s);
        var info = s.shared(Structs.SIGINFO_SIZE, "&info");
        var inner = s.shared(Structs.SIGINFO_SIZE, "&inner");
        var child = s.label("child");
        s.note("a parent that waits");
        var first = s.getpid();
        s.closeRange(Script.TRACE_FD, 4);
        var none = s.open("/dev/null", OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC);
        var clone = s.clone(0).onZero(child);
        List.of(0, 1, 2).forEach(fd -> s.dup3(none.value(), fd));
        s.closeRange(Script.TRACE_FD, 0);
        var wait = s.waitid(ProcessCalls.P_PID, clone.value(), info, ProcessCalls.WEXITED | ProcessCalls.WALL)
                .mayFail();
        s.exitGroup(s.number(0));
        s.place(child);
        s.setsid();
        if (socket != null) {
            TerminalCalls.openOnHost(s, socket);
            TerminalCalls.control(s);
        }
        s.closeRange(FdTable.DONE + 1, 0);
        if (!spec.workdir().isEmpty()) {
            s.chdir(spec.workdir());
        }
        s.note(OwnCalls.PURPOSE);
        var forks = spec.calls().write(s, inner);
        s.note("the command");
        var exec = OwnCommand.write(s, spec.command(), spec.env());
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
}
