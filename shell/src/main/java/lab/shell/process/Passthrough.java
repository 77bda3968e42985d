package lab.shell.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lab.runtime.container.Running;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/**
 * Shows a container's terminal in the learner's: keys go in and output comes out byte by byte, keys such as Ctrl-C act inside, and a new
 * window size is passed on. The learner's terminal is as before when the process has ended, however it ended.
 */
final class Passthrough {

    private static final int POLLIN = 1;
    private static final int POLLHUP = 16;
    private static final long TIOCSWINSZ = 0x5414;
    private static final long TICK = 50;
    /** Leaves the alternate screen, shows the cursor, ends bracketed paste, mouse reports and colours. */
    private static final String RESTORE = "\033[?1049l\033[?25h\033[?2004l\033[?1000l\033[?1002l\033[?1006l\033[0m";

    private final Terminal terminal;
    private boolean fullScreen;

    Passthrough(Terminal terminal) {
        this.terminal = terminal;
    }

    void run(Running running) throws IOException {
        if (running.terminal().isEmpty()) {
            return;
        }
        var master = running.terminal().get();
        var before = terminal.enterRawMode();
        var attributes = terminal.getAttributes();
        attributes.setOutputFlag(Attributes.OutputFlag.OPOST, false);
        terminal.setAttributes(attributes);
        var onResize = terminal.handle(Terminal.Signal.WINCH, signal -> resize(master));
        try {
            terminal.flush();
            terminal.pause(true);
            resize(master);
            copy(running, master);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            terminal.handle(Terminal.Signal.WINCH, onResize);
            terminal.setAttributes(before);
            terminal.resume();
            if (fullScreen) {
                terminal.writer().print(RESTORE);
                terminal.flush();
            }
        }
    }

    private void copy(Running running, Fd master) throws IOException {
        var kernel = Kernel.get();
        var bytes = new byte[8192];
        var keys = Fd.standard(0);
        var screen = Fd.standard(1);
        var open = true;
        while (open) {
            var ready = kernel.poll(new int[] {master.number(), keys.number()}, POLLIN, TICK);
            if ((ready[0] & (POLLIN | POLLHUP)) != 0) {
                open = transfer(master, screen, bytes);
            } else if (running.await(0).isPresent()) {
                open = false;
            }
            if (open && (ready[1] & POLLIN) != 0) {
                transfer(keys, master, bytes);
            }
        }
    }

    /** False at the end: the last process that had the terminal open is gone. */
    private boolean transfer(Fd from, Fd to, byte[] bytes) throws IOException {
        try {
            var count = Kernel.get().read(from, bytes);
            if (count == 0) {
                return false;
            }
            var part = Arrays.copyOf(bytes, count);
            fullScreen |= new String(part, StandardCharsets.ISO_8859_1).contains("\033[?");
            Kernel.get().write(to, part);
            return true;
        } catch (ErrnoException e) {
            if (e.is(Errno.EIO)) {
                return false;
            }
            if (e.is(Errno.EAGAIN) || e.is(Errno.EINTR)) {
                return true;
            }
            throw e;
        }
    }

    private void resize(Fd master) {
        var size = terminal.getSize();
        var winsize = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        winsize.putShort((short) size.getRows()).putShort((short) size.getColumns());
        try {
            Kernel.get().ioctl(master, TIOCSWINSZ, winsize.array());
        } catch (ErrnoException e) {
            // The other side may be gone already; there is nothing left to be told then.
            return;
        }
    }
}
