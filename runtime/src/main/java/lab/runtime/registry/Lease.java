package lab.runtime.registry;

import java.io.IOException;
import java.time.Duration;
import lab.runtime.image.ImageStore;
import lab.runtime.image.StoreWriter;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to the store, from the first blob of a push to its manifest. A push is many requests, and the one who pushes may never
 * come back: the lease ends by itself when nobody has written for a while, so that garbage can be collected again.
 */
final class Lease implements AutoCloseable {

    private final ImageStore store;
    private final Duration patience;
    private @Nullable StoreWriter writer;
    private long used;

    Lease(ImageStore store, Duration patience) {
        this.store = store;
        this.patience = patience;
    }

    /** The writer, for one request. */
    synchronized StoreWriter writer() throws IOException {
        used = System.nanoTime();
        var open = writer;
        if (open == null) {
            open = store.writer();
            writer = open;
        }
        return open;
    }

    /** Ends it if nobody has used it for a while, and nobody is about to. */
    synchronized void expire(boolean busy) {
        if (busy) {
            used = System.nanoTime();
        } else if (System.nanoTime() - used > patience.toNanos()) {
            close();
        }
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
