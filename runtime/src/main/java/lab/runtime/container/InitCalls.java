package lab.runtime.container;

import java.util.List;
import lab.runtime.kernel.Label;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ProcessCalls;
import lab.runtime.kernel.Result;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Signal;
import lab.runtime.kernel.SignalCalls;
import lab.runtime.kernel.Structs;

/*
 * Process 1 blocks all signals and sleeps in ppoll(2) on a signalfd. Woken up, it passes on every signal but SIGCHLD to the command, and then
 * reaps whoever has ended: orphans of any process of the container become its children. A dead child is first only looked at (WNOWAIT):
 * if the command is still alive after that look, the one looked at is another, and may be reaped without its exit code. So the command's
 * own end is never lost, and its siginfo lies in the trace.
 */
/** A container's process 1 when it is the lab's own: passes signals on and reaps orphans. */
final class InitCalls {

    private static final int WNOHANG = 1;
    private static final int WNOWAIT = 0x1000000;
    private static final long CHILD = 1L << ProcessCalls.SIGCHLD - 1;

    private final ScriptWriter s;

    InitCalls(ScriptWriter s) {
        this.s = s;
    }

    /**
     * Writes a fork: what follows is done by the child, which leads a session of its own.
     *
     * @param info where the siginfo of the child's end goes
     */
    void write(Operand.Address info) {
        s.note("process 1 of the lab's own");
        s.processName("init");
        s.signalMask(Signal.ALL);
        var command = s.label("command");
        var main = s.clone(0).onZero(command);
        quiet();
        var signals = s.signalfd(Signal.ALL);
        var sleep = s.label("sleep");
        var pass = s.label("pass");
        var reap = s.label("reap");
        s.place(sleep);
        s.poll(signals.value(), SignalCalls.POLLIN);
        s.place(pass);
        var signal = s.takeSignal(Signal.ALL & ~CHILD).onError(reap);
        s.kill(main.value(), signal.value()).mayFail();
        s.jump(pass);
        s.place(reap);
        s.takeSignal(CHILD).mayFail();
        reap(main, info, sleep);
        s.place(command);
        s.signalMask(0);
        s.setsid();
    }

    /**
     * Becomes a process 1 without a command: it reaps until it is killed.
     *
     * @return the call that never returns, and the one after it
     */
    List<Integer> alone() {
        s.note("process 1 of the lab's own");
        s.processName("init");
        s.signalMask(CHILD);
        quiet();
        var reap = s.label("reap");
        var sleep = s.label("sleep");
        s.place(reap);
        s.waitid(ProcessCalls.P_ALL, s.number(0), s.none(), ProcessCalls.WEXITED)
                .onError(sleep);
        s.jump(reap);
        s.place(sleep);
        s.waitForSignal(CHILD).mayFail();
        s.jump(reap);
        var never = s.exitGroup(s.number(0)).index();
        return List.of(never, never + 1);
    }

    /** Nothing that the command shares with others stays open here. */
    private void quiet() {
        var none = s.open("/dev/null", OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC);
        for (var fd = 0; fd < 3; fd++) {
            s.dup3(none.value(), fd);
        }
        s.closeRange(3, 0);
    }

    private void reap(Result main, Operand.Address info, Label sleep) {
        var next = s.label("next");
        var orphan = s.label("orphan");
        var over = s.label("over");
        var seen = s.buffer(Structs.SIGINFO_SIZE, "&seen");
        s.place(next);
        s.waitid(ProcessCalls.P_ALL, s.number(0), seen, ProcessCalls.WEXITED | WNOHANG | WNOWAIT)
                .onError(over);
        s.value(seen.plus(Structs.SIGINFO_PID).load32()).onZero(sleep);
        s.waitid(ProcessCalls.P_PID, main.value(), info, ProcessCalls.WEXITED | WNOHANG);
        s.value(info.plus(Structs.SIGINFO_PID).load32()).onZero(orphan);
        s.place(over);
        s.exitGroup(info.plus(Structs.SIGINFO_STATUS).load32());
        s.place(orphan);
        s.waitid(
                        ProcessCalls.P_PID,
                        seen.plus(Structs.SIGINFO_PID).load32(),
                        s.buffer(Structs.SIGINFO_SIZE, "&gone"),
                        ProcessCalls.WEXITED | WNOHANG)
                .mayFail();
        s.jump(next);
    }
}
