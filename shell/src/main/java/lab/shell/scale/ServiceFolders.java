package lab.shell.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FileLock;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.layer.RemoveTree;

/**
 * The folders of some services that belong together. They lie in one folder that this process holds a lock on: one whose lock nobody holds
 * is a leftover of a process that was killed, and goes when the next one comes.
 */
final class ServiceFolders implements AutoCloseable {

    private static final int LOCK_EX_NB = 2 | 4;

    private final Path folder;
    private final Fd lock;

    private ServiceFolders(Path folder, Fd lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes a folder for services in a folder for all of them, and removes what others have left there. */
    static ServiceFolders in(Path all) throws IOException {
        Files.createDirectories(all);
        return FileLock.holding(all, () -> {
            try (var others = Files.newDirectoryStream(all)) {
                for (var other : others) {
                    removeIfLeft(other);
                }
            }
            var folder = Files.createDirectory(
                    all.resolve(UUID.randomUUID().toString().substring(0, 8)));
            var lock = open(folder);
            Kernel.get().flock(lock, LOCK_EX_NB);
            return new ServiceFolders(folder, lock);
        });
    }

    private static void removeIfLeft(Path other) throws IOException {
        try (var fd = open(other)) {
            if (Kernel.get().flock(fd, LOCK_EX_NB)) {
                RemoveTree.remove(other);
            }
        }
    }

    private static Fd open(Path folder) throws IOException {
        var kernel = Kernel.get();
        return kernel.open(folder.toString(), OpenFlags.O_RDONLY | OpenFlags.directory(kernel.arch()), 0);
    }

    /** Makes the folder of a service; see {@link ServiceFolder#make}. */
    ServiceFolder make(String name, long work, long locked) throws IOException {
        return ServiceFolder.make(folder.resolve(name), work, locked);
    }

    /** Removes all of them. Their containers must be gone. */
    @Override
    public void close() throws IOException {
        try {
            RemoveTree.remove(folder);
        } finally {
            lock.close();
        }
    }
}
