package lab.runtime.kernel;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Locks on folders, for all processes of this host and all threads of this JVM; flock(2). The kernel lets go of a lock when its holder
 * ends, however that happens.
 *
 * <p>{@link java.nio.channels.FileChannel#lock()} would be for processes only: a second thread gets an exception instead of its turn.
 */
public final class FileLock {

    private static final int LOCK_EX = 2;

    private FileLock() {}

    /**
     * What is done while a lock is held.
     *
     * @param <T> what it gives
     */
    public interface Action<T> {
        /** Does it. */
        T run() throws IOException;
    }

    /** Waits for the lock on a folder and holds it while something is done. */
    public static <T> T holding(Path folder, Action<T> action) throws IOException {
        var kernel = Kernel.get();
        try (var fd = kernel.open(folder.toString(), OpenFlags.O_RDONLY | OpenFlags.directory(kernel.arch()), 0)) {
            kernel.flock(fd, LOCK_EX);
            return action.run();
        }
    }
}
