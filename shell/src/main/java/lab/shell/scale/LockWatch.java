package lab.shell.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Counts, again and again, who waits for a lock: lines with an arrow in {@code /proc/locks}; proc_locks(5). */
final class LockWatch implements AutoCloseable {

    private static final Path LOCKS = Path.of("/proc/locks");
    private static final long EVERY_MILLIS = 20;

    private final String inode;
    private final Thread thread;
    private long looks;
    private long waiting;

    /** Watches the lock on a file; one that is not there has nobody waiting. */
    LockWatch(Path file) throws IOException {
        inode = Files.isRegularFile(file) ? ":" + Files.getAttribute(file, "unix:ino") + " " : "";
        thread = new Thread(this::watch, "lab-locks");
        thread.setDaemon(true);
        thread.start();
    }

    /** How many waited, in the mean. */
    synchronized double mean() {
        return looks == 0 ? 0 : (double) waiting / looks;
    }

    private void watch() {
        try {
            while (!inode.isEmpty()) {
                look();
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Without that file nobody is seen waiting, and no lock is blamed.
            return;
        }
    }

    private void look() throws IOException {
        try (var lines = Files.lines(LOCKS)) {
            var now = lines.filter(line -> line.contains("->") && line.contains(inode))
                    .count();
            synchronized (this) {
                looks++;
                waiting += now;
            }
        }
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
