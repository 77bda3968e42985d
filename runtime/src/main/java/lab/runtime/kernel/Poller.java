package lab.runtime.kernel;

import java.util.ArrayList;
import java.util.List;

/** Waits for several descriptors at once, and can be woken by another thread; ppoll(2), eventfd(2). */
public final class Poller implements AutoCloseable {

    private static final int POLLIN = 1;
    private static final int POLLPRI = 2;
    private static final int EFD_FLAGS = OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK;

    private final Kernel kernel = Kernel.get();
    private final Fd alarm;
    private boolean closed;

    private Poller(Fd alarm) {
        this.alarm = alarm;
    }

    /** A poller that nobody woke yet. */
    public static Poller open() throws ErrnoException {
        return new Poller(Fd.of(Kernel.get().call(Syscall.EVENTFD2, "to wake a poller", 0, EFD_FLAGS)));
    }

    /**
     * Waits until something is ready, {@link #wake} was called, or the time is over.
     *
     * @param readable descriptors that are ready when they can be read, such as pidfds
     * @param changing descriptors that are ready when what they show has changed, such as mountinfo or some sysctls
     * @param millis how long at most
     * @return the descriptors that are ready, perhaps none
     */
    public List<Fd> await(List<Fd> readable, List<Fd> changing, long millis) throws ErrnoException {
        var fds = new ArrayList<Fd>();
        fds.add(alarm);
        fds.addAll(readable);
        var inputs = fds.size();
        fds.addAll(changing);
        var ready = new ArrayList<Fd>();
        try (var memory = kernel.memory()) {
            var polls = memory.buffer(8 * fds.size());
            for (var i = 0; i < fds.size(); i++) {
                polls.putInt(8 * i, fds.get(i).number());
                polls.putInt(8 * i + 4, i < inputs ? POLLIN : POLLPRI);
            }
            var time = memory.bytes(Structs.timespec(millis / 1000, millis % 1000 * 1_000_000));
            var result = kernel.raw(Syscall.PPOLL, polls.address(), fds.size(), time, 0, 8);
            if (result < 0 && result != -Errno.EINTR.number()) {
                throw new ErrnoException("ppoll", "", (int) -result);
            }
            for (var i = 0; i < fds.size() && result > 0; i++) {
                if (polls.getInt(8 * i + 4) >>> 16 != 0) {
                    ready.add(fds.get(i));
                }
            }
        }
        if (ready.remove(alarm)) {
            kernel.read(alarm, new byte[8]);
        }
        return List.copyOf(ready);
    }

    /** Ends the wait that is going on, or else the next one; a closed poller is not woken. */
    public synchronized void wake() throws ErrnoException {
        if (!closed) {
            kernel.write(alarm, Structs.longs(1));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        alarm.close();
    }
}
