package lab.shell.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** The learner's terminal while another one is shown in it: keys come as they are, and the other one has its size. */
final class RawTerminal {

    private static final long TIOCSWINSZ = 0x5414;

    private final Terminal terminal;

    RawTerminal(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What is done meanwhile. */
    interface Action {
        /** Does it; false if the other terminal was left and goes on. */
        boolean run() throws IOException;
    }

    /** Does something; the terminal is as before when it is done, however it ended. */
    boolean run(Fd other, Action action) throws IOException {
        terminal.flush();
        var before = terminal.enterRawMode();
        var raw = terminal.getAttributes();
        raw.setOutputFlag(Attributes.OutputFlag.OPOST, false);
        terminal.setAttributes(raw);
        var onResize = terminal.handle(Terminal.Signal.WINCH, signal -> resize(other));
        try {
            terminal.pause(true);
            resize(other);
            return action.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            terminal.handle(Terminal.Signal.WINCH, onResize);
            terminal.setAttributes(before);
            terminal.resume();
            terminal.flush();
        }
    }

    private void resize(Fd other) {
        var size = terminal.getSize();
        var winsize = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        winsize.putShort((short) size.getRows()).putShort((short) size.getColumns());
        try {
            Kernel.get().ioctl(other, TIOCSWINSZ, winsize.array());
        } catch (ErrnoException e) {
            // The other side may be gone already; there is nothing left to be told then.
            return;
        }
    }
}
