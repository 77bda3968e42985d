package lab.shell.bench;

import java.io.IOException;
import java.io.InterruptedIOException;

/** Something to be timed. */
interface Work {

    /** Before each timed start, of ours and of the peers: the kernel takes namespaces down a while after their last process. */
    long REST_MILLIS = 20;

    /** Does it. */
    void run() throws IOException;

    /** How long it takes, in nanoseconds. */
    static long time(Work work) throws IOException {
        var start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    /** How long it takes, some times over. */
    static long[] times(Work work, int count) throws IOException {
        var nanos = new long[count];
        for (var i = 0; i < count; i++) {
            nanos[i] = time(work);
        }
        return nanos;
    }

    /** Lets the kernel finish what the last start left to it. */
    static void rest() throws IOException {
        try {
            Thread.sleep(REST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while it was measured");
        }
    }
}
