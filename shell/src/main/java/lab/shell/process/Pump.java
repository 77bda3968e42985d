package lab.shell.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;

/**
 * Copies what comes out of a pipe, on a thread of its own, until the last writer is gone. Background jobs may outlive the command that
 * started them and still write; their words come whenever they come, as in any terminal.
 */
final class Pump implements Runnable {

    private static final int POLLIN = 1;
    private static final int SIZE = 8192;

    private final Fd from;
    private final OutputStream to;
    private boolean ended;

    private Pump(Fd from, OutputStream to) {
        this.from = from;
        this.to = to;
    }

    static Pump start(Fd from, OutputStream to) {
        var pump = new Pump(from, to);
        var thread = new Thread(pump, "lab-pump");
        thread.setDaemon(true);
        thread.start();
        return pump;
    }

    @Override
    public void run() {
        var bytes = new byte[SIZE];
        try (from) {
            while (copy(bytes)) {
                continue;
            }
        } catch (IOException e) {
            end();
        }
    }

    private boolean copy(byte[] bytes) throws IOException {
        Kernel.get().poll(new int[] {from.number()}, POLLIN, -1);
        synchronized (this) {
            var count = Kernel.get().read(from, bytes);
            if (count == 0) {
                ended = true;
                return false;
            }
            synchronized (to) {
                to.write(Arrays.copyOf(bytes, count));
                to.flush();
            }
            return true;
        }
    }

    private synchronized void end() {
        ended = true;
    }

    /** Waits until all that was written so far is copied. */
    void drain() throws IOException {
        while (!drained()) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized boolean drained() throws IOException {
        return ended || (Kernel.get().poll(new int[] {from.number()}, POLLIN, 0)[0] & POLLIN) == 0;
    }
}
