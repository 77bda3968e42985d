package lab.runtime.kernel;

/** Calls that send signals, take them and wait for them; a mask has bit 0 for signal 1. */
public interface SignalCalls extends Calls {

    /** {@code POLLIN} of poll(2): there is something to read. */
    int POLLIN = 1;

    /** kill(2). */
    default Result kill(Operand pid, int signal) {
        return kill(pid, named(signal, Signal.name(signal)));
    }

    /** kill(2) with a signal that an earlier call gave. */
    default Result kill(Operand pid, Operand signal) {
        return call(Syscall.KILL, pid, signal);
    }

    /** pidfd_send_signal(2). */
    default Result pidfdSendSignal(Operand pidfd, int signal) {
        return call(Syscall.PIDFD_SEND_SIGNAL, pidfd, named(signal, Signal.name(signal)), none(), number(0));
    }

    /** rt_sigaction(2) to {@code SIG_DFL} or, if ignored, {@code SIG_IGN}. */
    default Result signalAction(int signal, boolean ignored) {
        var action = bytes(Structs.longs(ignored ? 1 : 0, 0, 0, 0), ignored ? "{SIG_IGN}" : "{SIG_DFL}");
        return call(Syscall.RT_SIGACTION, named(signal, Signal.name(signal)), action, none(), number(Long.BYTES));
    }

    /** rt_sigprocmask(2) {@code SIG_SETMASK}. */
    default Result signalMask(long blocked) {
        return call(Syscall.RT_SIGPROCMASK, named(2, "SIG_SETMASK"), signals(blocked), none(), number(Long.BYTES));
    }

    /** rt_sigtimedwait(2) until one of these signals comes; the result is its number. */
    default Result waitForSignal(long mask) {
        return call(Syscall.RT_SIGTIMEDWAIT, signals(mask), none(), none(), number(Long.BYTES));
    }

    /** rt_sigtimedwait(2) without waiting: the number of a signal that is there, or {@code EAGAIN}. */
    default Result takeSignal(long mask) {
        return call(Syscall.RT_SIGTIMEDWAIT, signals(mask), none(), time(0, 0), number(Long.BYTES));
    }

    /** signalfd4(2), close-on-exec: a descriptor that can be read while one of these signals waits. */
    default Result signalfd(long mask) {
        return call(
                        Syscall.SIGNALFD4,
                        number(-1),
                        signals(mask),
                        number(Long.BYTES),
                        named(OpenFlags.O_CLOEXEC, "SFD_CLOEXEC"))
                .about("signals");
    }

    /** ppoll(2) of one descriptor until it is ready or hung up. */
    default Result poll(Operand fd, int events) {
        return call(Syscall.PPOLL, pollfd(fd, events), number(1), none(), none(), number(Long.BYTES));
    }

    /** ppoll(2) of one descriptor without waiting: the result is 0 if it is neither ready nor hung up. */
    default Result pollNow(Operand fd, int events) {
        return call(Syscall.PPOLL, pollfd(fd, events), number(1), time(0, 0), none(), number(Long.BYTES));
    }

    /** ppoll(2) with no descriptors and no end: waits for a signal. */
    default Result pause() {
        return call(Syscall.PPOLL, none(), number(0), none(), none());
    }

    /** nanosleep(2). */
    default Result nanosleep(long seconds, long nanoseconds) {
        return call(Syscall.NANOSLEEP, time(seconds, nanoseconds), none());
    }

    private Operand pollfd(Operand fd, int events) {
        var poll = buffer(16, "{" + fd.shown() + ", " + (events == POLLIN ? "POLLIN" : Integer.toString(events)) + "}");
        store(poll, fd);
        store(poll.plus(4), number(events));
        return poll;
    }

    private Operand signals(long mask) {
        return bytes(Structs.longs(mask), Signal.names(mask));
    }

    private Operand time(long seconds, long nanoseconds) {
        return bytes(Structs.timespec(seconds, nanoseconds), "{" + seconds + " s, " + nanoseconds + " ns}");
    }
}
