package lab.runtime.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Locks on folders, for all processes of this host and all threads of this JVM; flock(2). The kernel lets go of a lock when its holder
 * ends, however that happens.
 *
 * <p>{@link java.nio.channels.FileChannel#lock()} would be for processes only: a second thread gets an exception instead of its turn.
 */
public final class FileLock {

    private static final int LOCK_SH = 1;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;

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
        try (var fd = open(folder)) {
            Kernel.get().flock(fd, LOCK_EX);
            return action.run();
        }
    }

    /** Waits for a share in the lock on a folder: many may have one, and nobody the whole lock meanwhile. */
    public static Fd share(Path folder) throws IOException {
        var fd = open(folder);
        Kernel.get().flock(fd, LOCK_SH);
        return fd;
    }

    /** The whole lock on a folder, if nobody has it or a share in it. */
    public static Optional<Fd> tryWhole(Path folder) throws IOException {
        return tryHold(open(folder));
    }

    /** The whole lock on a file that is there, if nobody has it. */
    public static Optional<Fd> tryFile(Path file) throws IOException {
        var kernel = Kernel.get();
        return tryHold(kernel.open(file.toString(), OpenFlags.O_RDONLY, 0));
    }

    private static Optional<Fd> tryHold(Fd fd) throws IOException {
        if (Kernel.get().flock(fd, LOCK_EX | LOCK_NB)) {
            return Optional.of(fd);
        }
        fd.close();
        return Optional.empty();
    }

    private static Fd open(Path folder) throws IOException {
        var kernel = Kernel.get();
        return kernel.open(folder.toString(), OpenFlags.O_RDONLY | OpenFlags.directory(kernel.arch()), 0);
    }
}
