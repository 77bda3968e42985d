package lab.runtime.container;

import lab.runtime.kernel.Operand;
import lab.runtime.kernel.Result;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import lab.runtime.kernel.Syscall;

/** Calls that look at or wait for descriptors and signals; ppoll(2), signalfd(2), sigtimedwait(2). */
final class PollCalls {

    /** {@code POLLIN}: there is something to read. */
    static final int POLLIN = 1;

    private static final int MASK_SIZE = 8;
    private static final int SFD_CLOEXEC = 02000000;

    private PollCalls() {}

    /** ppoll(2) of one descriptor: the result is 0 if it is neither ready nor hung up. */
    static Result ready(ScriptWriter s, Operand fd, int events, boolean atOnce) {
        var poll = s.buffer(16, "{" + fd.shown() + ", " + (events == POLLIN ? "POLLIN" : "0") + "}");
        s.store(poll, fd);
        s.store(poll.plus(4), s.number(events));
        var time = atOnce ? noTime(s) : s.none();
        return s.call(Syscall.PPOLL, poll, s.number(1), time, s.none(), s.number(MASK_SIZE));
    }

    /** signalfd4(2): a descriptor that is readable while one of these signals waits. */
    static Result signals(ScriptWriter s, Operand.Address mask) {
        return s.call(Syscall.SIGNALFD4, s.number(-1), mask, s.number(MASK_SIZE), s.named(SFD_CLOEXEC, "SFD_CLOEXEC"));
    }

    /** rt_sigtimedwait(2) without waiting: the signal's number, or EAGAIN. */
    static Result takeSignal(ScriptWriter s, Operand.Address mask) {
        return s.call(Syscall.RT_SIGTIMEDWAIT, mask, s.none(), noTime(s), s.number(MASK_SIZE));
    }

    private static Operand noTime(ScriptWriter s) {
        return s.bytes(Structs.timespec(0, 0), "{0 s}");
    }
}
