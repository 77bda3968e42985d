package lab.runtime.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Does several transfers at once; the first that fails ends all, and when this returns none goes on. */
final class Transfers {

    /** As many as Docker has at once. */
    private static final int AT_ONCE = 3;

    private static final int PATIENCE_SECONDS = 30;

    private Transfers() {}

    /** One of them. */
    interface Transfer {
        /** Does it. */
        void run() throws IOException;
    }

    static void all(List<Transfer> transfers) throws IOException {
        var pool = Executors.newFixedThreadPool(AT_ONCE, work -> {
            var thread = new Thread(work, "lab-transfer");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var done = new ExecutorCompletionService<Boolean>(pool);
            for (var transfer : transfers) {
                Callable<Boolean> call = () -> {
                    transfer.run();
                    return true;
                };
                done.submit(call);
            }
            for (var i = 0; i < transfers.size(); i++) {
                done.take().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            pool.shutdownNow();
            settle(pool);
        }
    }

    private static IOException failure(ExecutionException e) {
        return e.getCause() instanceof IOException io ? io : new IOException("a fault in a transfer", e);
    }

    /** Waits for those that were told to end, however often this thread is told the same. */
    private static void settle(ExecutorService pool) {
        var interrupted = Thread.interrupted();
        try {
            if (!pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(Transfers.class.getName()).log(System.Logger.Level.WARNING, "a transfer goes on");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
