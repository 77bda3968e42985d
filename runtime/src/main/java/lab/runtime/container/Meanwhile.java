package lab.runtime.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Work that another processor does while this thread goes on.
 *
 * @param <T> what it gives
 */
final class Meanwhile<T> implements AutoCloseable {

    /**
     * The work.
     *
     * @param <T> what it gives
     */
    interface Work<T> {
        /** Does it. */
        T run() throws IOException;
    }

    private final CompletableFuture<T> outcome;

    private Meanwhile(CompletableFuture<T> outcome) {
        this.outcome = outcome;
    }

    static <T> Meanwhile<T> start(Work<T> work) {
        return new Meanwhile<>(CompletableFuture.supplyAsync(() -> {
            try {
                return work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    /** Waits for what it gives, or throws what it threw. */
    T get() throws IOException {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw e;
        }
    }

    /** Waits until it is over, whatever came of it, so that it can be taken back. */
    @Override
    public void close() {
        outcome.handle((result, failure) -> result).join();
    }
}
