package lab.runtime.container;

import java.util.List;
import java.util.Map;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ProcessCalls;
import lab.runtime.kernel.Result;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import lab.runtime.kernel.Syscall;

/*
 * A process 1 that reaps and passes signals on.
 *
 * All signals are blocked and taken one by one with rt_sigtimedwait(2). The command is a child whose end is told with a signal other than
 * SIGCHLD, and which waitid(2) therefore keeps apart from orphans: __WCLONE waits for it alone, without the flag only for the others. So no
 * pids have to be compared, which a script could not do.
 */
/** Writes a container's own process 1: it waits for the command, reaps what is orphaned, and hands signals to the command. */
final class InitCalls {

    private static final int WNOHANG = 1;
    private static final long WCLONE = 0x80000000L;
    private static final int END_SIGNAL = 64;
    private static final int SIGCHLD = 17;

    private final ScriptWriter s;
    private final Operand.Address all;

    InitCalls(ScriptWriter s) {
        this.s = s;
        this.all = s.bytes(Structs.longs(-1), "[all]");
    }

    /**
     * Becomes a process 1 without a command: it reaps until it is killed.
     *
     * @return the call that never returns, and the one after it
     */
    List<Integer> alone() {
        s.note("process 1");
        s.processName("init");
        s.signalMask(1L << SIGCHLD - 1);
        s.closeRange(Script.TRACE_FD, 0);
        var loop = s.label("loop");
        var idle = s.label("idle");
        s.place(loop);
        s.waitid(ProcessCalls.P_ALL, s.number(0), s.none(), ProcessCalls.WEXITED)
                .onError(idle);
        s.jump(loop);
        s.place(idle);
        take(s.bytes(Structs.longs(1L << SIGCHLD - 1), "[CHLD]"));
        s.jump(loop);
        var never = s.exitGroup(s.number(0));
        return List.of(never.index(), never.index() + 1);
    }

    /**
     * Becomes a process 1 with a command.
     *
     * @param info where the siginfo of the command's end goes, in the trace
     * @return the first execve(2) and the call after the last
     */
    List<Integer> with(List<String> command, Map<String, String> env, Operand.Address info) {
        s.note("process 1");
        s.signalMask(-1);
        var child = s.label("command");
        var main = s.callTwice(Syscall.CLONE, s.named(END_SIGNAL, "SIGRTMAX"), s.none(), s.none(), s.none(), s.none())
                .onZero(child);
        s.processName("init");
        s.closeRange(Script.TRACE_FD, 0);
        var loop = s.label("loop");
        var reap = s.label("reap");
        var pass = s.label("pass");
        s.place(loop);
        var signal = take(all).onError(loop);
        s.call(
                Syscall.WAITID,
                s.named(ProcessCalls.P_PID, "P_PID"),
                main.value(),
                info,
                s.named(ProcessCalls.WEXITED | WNOHANG | WCLONE, "WEXITED|WNOHANG|__WCLONE"),
                s.none());
        s.value(info.plus(Structs.SIGINFO_PID).load32()).onZero(reap);
        s.exitGroup(info.plus(Structs.SIGINFO_STATUS).load32());
        s.place(reap);
        var orphan = s.buffer(Structs.SIGINFO_SIZE, "&orphan");
        s.waitid(ProcessCalls.P_ALL, s.number(0), orphan, ProcessCalls.WEXITED | WNOHANG)
                .onError(pass);
        s.value(orphan.plus(Structs.SIGINFO_PID).load32()).onZero(pass);
        s.jump(reap);
        s.place(pass);
        s.call(Syscall.KILL, main.value(), signal.value()).mayFail();
        s.jump(loop);
        s.place(child);
        s.note("the command");
        s.signalMask(0);
        return ExecCalls.write(s, command, env);
    }

    private Result take(Operand.Address set) {
        return s.call(Syscall.RT_SIGTIMEDWAIT, set, s.none(), s.none(), s.number(8))
                .mayFail();
    }
}
