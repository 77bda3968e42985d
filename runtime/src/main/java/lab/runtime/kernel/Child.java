package lab.runtime.kernel;

import java.util.Optional;

/** A process that this JVM started. How it ended is remembered, so that it can be waited for any number of times. Closing it neither ends it nor waits for it. */
public final class Child implements AutoCloseable {

    private static final int P_PIDFD = 3;
    private static final int WNOHANG = 1;
    private static final int SIGKILL = 9;

    private final Kernel kernel;
    private final int pid;
    private final Fd pidfd;
    private Optional<Ended> ended = Optional.empty();

    private Child(Kernel kernel, int pid, Fd pidfd) {
        this.kernel = kernel;
        this.pid = pid;
        this.pidfd = pidfd;
    }

    static Child of(Kernel kernel, int pid) throws ErrnoException {
        try {
            return new Child(kernel, pid, kernel.pidfdOpen(pid));
        } catch (ErrnoException e) {
            kernel.raw(Syscall.KILL, pid, SIGKILL);
            kernel.raw(Syscall.WAITID, ProcessCalls.P_PID, pid, 0, ProcessCalls.WEXITED | ProcessCalls.WALL, 0);
            throw e;
        }
    }

    /** Its pid, which stays its own until it was waited for. */
    public int pid() {
        return pid;
    }

    /** A descriptor that becomes readable when it ends; pidfd_open(2). */
    public Fd pidfd() {
        return pidfd;
    }

    /** Waits for its end. */
    public Ended await() throws ErrnoException {
        var end = await(-1);
        while (end.isEmpty()) {
            end = await(-1);
        }
        return end.get();
    }

    /** Waits for its end for some milliseconds at most; negative is without end. Empty if it still runs. */
    public synchronized Optional<Ended> await(long millis) throws ErrnoException {
        if (ended.isPresent() || !kernel.await(pidfd, millis)) {
            return ended;
        }
        ended = reap();
        return ended;
    }

    private Optional<Ended> reap() throws ErrnoException {
        try (var memory = kernel.memory()) {
            var info = memory.buffer(Structs.SIGINFO_SIZE);
            kernel.call(
                    Syscall.WAITID,
                    "process " + pid,
                    P_PIDFD,
                    pidfd.number(),
                    info.address(),
                    ProcessCalls.WEXITED | ProcessCalls.WALL | WNOHANG);
            return info.getInt(Structs.SIGINFO_PID) == 0
                    ? Optional.empty()
                    : Optional.of(new Ended(info.getInt(Structs.SIGINFO_CODE), info.getInt(Structs.SIGINFO_STATUS)));
        }
    }

    /** Sends a signal. */
    public void signal(int signal) throws ErrnoException {
        kernel.pidfdSendSignal(pidfd, signal);
    }

    @Override
    public void close() {
        pidfd.close();
    }
}
