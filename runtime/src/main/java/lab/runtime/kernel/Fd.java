package lab.runtime.kernel;

import java.util.concurrent.atomic.AtomicBoolean;

/** A file descriptor of this JVM. Closing it twice is harmless. */
public final class Fd implements AutoCloseable {

    private final int number;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Fd(int number) {
        this.number = number;
    }

    /** Takes over a descriptor that a call returned. */
    static Fd of(long number) {
        return new Fd(Math.toIntExact(number));
    }

    /** The standard input, output or error of this JVM, which must not be closed. */
    public static Fd standard(int number) {
        var fd = new Fd(number);
        fd.closed.set(true);
        return fd;
    }

    /** Its number. */
    public int number() {
        return number;
    }

    /** The path under which this process can open the same file again. */
    public String path() {
        return "/proc/self/fd/" + number;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Kernel.get().raw(Syscall.CLOSE, number);
        }
    }
}
