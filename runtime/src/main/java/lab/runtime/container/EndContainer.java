package lab.runtime.container;

import java.io.IOException;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Kernel;

/** Signals to a container's first process, and the wait for its end. */
final class EndContainer {

    private static final int SIGKILL = 9;

    private EndContainer() {}

    /** Asks a container to end, and ends it if it has not after the seconds that it is given. */
    static void stop(ContainerStatus status, StopRequest request) throws IOException {
        if (!status.running()) {
            return;
        }
        signal(status, request.signal());
        if (!await(status, request.seconds() < 0 ? -1 : request.seconds() * 1000L)) {
            signal(status, SIGKILL);
            await(status, -1);
        }
    }

    /** A frozen process gets its signal when it goes on. */
    static void signal(ContainerStatus status, int signal) throws IOException {
        Kernel.get().kill(status.pid().orElseThrow(), signal);
        if (status.state() == State.PAUSED) {
            status.cgroup().freeze(false);
        }
    }

    /**
     * Waits until the monitor is gone.
     *
     * @param millis how long at most; negative is without end
     * @return whether it is
     */
    static boolean await(ContainerStatus status, long millis) throws IOException {
        if (status.monitor().isEmpty()) {
            return true;
        }
        try (var pidfd = Kernel.get().pidfdOpen(status.monitor().getAsInt())) {
            return Kernel.get().poll(new int[] {pidfd.number()}, 1, millis)[0] != 0;
        } catch (ErrnoException e) {
            if (e.is(Errno.ESRCH)) {
                return true;
            }
            throw e;
        }
    }
}
