package lab.shell.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import lab.runtime.container.Running;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/**
 * Shows a container's terminal in the learner's: keys go in and output comes out byte by byte, keys such as Ctrl-C and Ctrl-Z act inside,
 * and a new window size is passed on. The learner's terminal is as before when the process has ended, however it ended.
 */
final class Passthrough {

    private static final int POLLIN = 1;
    private static final int POLLHUP = 16;
    private static final int SIGINT = 2;
    private static final int CTRL_C = 3;
    private static final long TIOCSWINSZ = 0x5414;
    private static final long FIONBIO = 0x5421;
    private static final int SIZE = 8192;

    /** How long to wait for a process that takes no keys to take some. */
    private static final long FULL_MILLIS = 10;

    /** How long output may be on its way after the process has ended, if a background job keeps the terminal open. */
    private static final long LATE_MILLIS = 5;

    private static final int LATE_READS = 1000;

    private final Terminal terminal;
    private final Kernel kernel = Kernel.get();
    private final Fd keyboard = Fd.standard(0);
    private final Fd screen = Fd.standard(1);
    private final ScreenModes modes = new ScreenModes();
    private final DetachKeys detach = new DetachKeys();
    private final byte[] bytes = new byte[SIZE];
    private byte[] pending = new byte[0];

    Passthrough(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Runs until the process has ended.
     *
     * @param detachable whether Ctrl-P Ctrl-Q leaves it
     * @return false if it was left and goes on
     */
    boolean run(Running running, boolean detachable) throws IOException {
        if (running.terminal().isEmpty()) {
            return true;
        }
        var master = running.terminal().get();
        terminal.flush();
        var before = terminal.enterRawMode();
        var raw = terminal.getAttributes();
        raw.setOutputFlag(Attributes.OutputFlag.OPOST, false);
        terminal.setAttributes(raw);
        var onResize = terminal.handle(Terminal.Signal.WINCH, signal -> resize(master));
        try {
            terminal.pause(true);
            resize(master);
            kernel.ioctl(master, FIONBIO, new byte[] {1, 0, 0, 0});
            return copy(running, master, detachable);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            terminal.handle(Terminal.Signal.WINCH, onResize);
            terminal.setAttributes(before);
            terminal.resume();
            terminal.writer().print(modes.restore());
            terminal.flush();
        }
    }

    private boolean copy(Running running, Fd master, boolean detachable) throws IOException {
        var open = true;
        while (true) {
            if (open) {
                open = feed(master);
            }
            var full = pending.length > 0;
            var ready = kernel.poll(
                    new int[] {
                        running.ended().number(), full ? -1 : keyboard.number(), open ? master.number() : -1,
                    },
                    POLLIN,
                    full ? FULL_MILLIS : -1);
            if (open && ready[2] != 0) {
                open = show(master);
            } else if (ready[0] != 0) {
                drain(master, open);
                return true;
            }
            if ((ready[1] & (POLLIN | POLLHUP)) != 0 && !press(running, open, detachable)) {
                return false;
            }
        }
    }

    /** Takes keys; false if they say that the process is to be left, or no more will come. */
    private boolean press(Running running, boolean open, boolean detachable) throws IOException {
        var count = read(keyboard);
        if (count == 0) {
            return false;
        }
        var keys = detachable ? detach.filter(bytes, count) : Arrays.copyOf(bytes, count);
        if (open) {
            pending = join(pending, keys);
        } else if (contains(keys, CTRL_C)) {
            // It has closed its terminal, which can turn no key into a signal any more.
            running.signal(SIGINT);
        }
        return !detach.pressed();
    }

    /** Passes keys on as far as there is room for them; false if the terminal is closed. One by one, since the kernel may stop anywhere. */
    private boolean feed(Fd master) throws IOException {
        var done = 0;
        try {
            while (done < pending.length) {
                kernel.write(master, new byte[] {pending[done]});
                done++;
            }
            return true;
        } catch (ErrnoException e) {
            if (e.is(Errno.EAGAIN)) {
                return true;
            }
            if (e.is(Errno.EIO)) {
                done = pending.length;
                return false;
            }
            throw e;
        } finally {
            pending = Arrays.copyOfRange(pending, done, pending.length);
        }
    }

    /** Shows what was printed; false at the end, when the last process that had the terminal open is gone. */
    private boolean show(Fd master) throws IOException {
        var count = read(master);
        if (count > 0) {
            modes.saw(bytes, count);
            kernel.write(screen, Arrays.copyOf(bytes, count));
        }
        return count != 0;
    }

    private void drain(Fd master, boolean open) throws IOException {
        var more = open;
        for (var reads = 0; more && reads < LATE_READS; reads++) {
            more = kernel.poll(new int[] {master.number()}, POLLIN, LATE_MILLIS)[0] != 0 && show(master);
        }
    }

    /** How many bytes came; 0 at the end, -1 if there are none now. */
    private int read(Fd from) throws IOException {
        try {
            return kernel.read(from, bytes);
        } catch (ErrnoException e) {
            if (e.is(Errno.EIO)) {
                return 0;
            }
            if (e.is(Errno.EAGAIN) || e.is(Errno.EINTR)) {
                return -1;
            }
            throw e;
        }
    }

    private static boolean contains(byte[] keys, int key) {
        for (var each : keys) {
            if (each == key) {
                return true;
            }
        }
        return false;
    }

    private static byte[] join(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void resize(Fd master) {
        var size = terminal.getSize();
        var winsize = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        winsize.putShort((short) size.getRows()).putShort((short) size.getColumns());
        try {
            kernel.ioctl(master, TIOCSWINSZ, winsize.array());
        } catch (ErrnoException e) {
            // The other side may be gone already; there is nothing left to be told then.
            return;
        }
    }
}
