package lab.shell.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import lab.runtime.container.Attachment;
import lab.runtime.container.ContainerLog;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;

/** Copies keys to a container that runs by itself and shows what it prints, which its log has. */
final class Attached {

    private static final int POLLIN = 1;
    private static final int POLLHUP = 16;
    private static final int SIZE = 8192;

    /** How long output may be in the log before it is shown. */
    private static final long STEP_MILLIS = 10;

    private final Attachment attachment;
    private final ContainerLog log;
    private final OutputStream screen;
    private final Fd keyboard = Fd.standard(0);
    private final Kernel kernel = Kernel.get();
    private final DetachKeys detach = new DetachKeys();
    private final byte[] bytes = new byte[SIZE];

    Attached(Attachment attachment, ContainerLog log, OutputStream screen) {
        this.attachment = attachment;
        this.log = log;
        this.screen = screen;
    }

    /**
     * Copies until the container has ended.
     *
     * @param keys whether keys are passed on
     * @param detachable whether Ctrl-P Ctrl-Q leaves it
     * @return false if it was left and goes on
     */
    boolean copy(boolean keys, boolean detachable) throws IOException {
        var open = keys && attachment.input().isPresent();
        while (true) {
            var ready = kernel.poll(
                    new int[] {attachment.ended().number(), open ? keyboard.number() : -1}, POLLIN, STEP_MILLIS);
            show();
            if (ready[0] != 0) {
                show();
                return true;
            }
            if ((ready[1] & (POLLIN | POLLHUP)) != 0) {
                open = press(detachable);
                if (detach.pressed()) {
                    return false;
                }
            }
        }
    }

    private void show() throws IOException {
        for (var line : log.next()) {
            screen.write(line.bytes());
        }
        screen.flush();
    }

    /** Takes keys; false if no more will come, or nobody reads them any more. */
    private boolean press(boolean detachable) throws IOException {
        var count = kernel.read(keyboard, bytes);
        if (count == 0) {
            return false;
        }
        var keys = detachable ? detach.filter(bytes, count) : Arrays.copyOf(bytes, count);
        try {
            kernel.write(attachment.input().orElseThrow(), keys);
            return true;
        } catch (ErrnoException e) {
            if (e.is(Errno.EIO) || e.is(Errno.EPIPE)) {
                return false;
            }
            throw e;
        }
    }
}
