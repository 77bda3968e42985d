package lab.shell.scale;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lab.runtime.container.Volume;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Resolve;
import lab.runtime.service.WebService;

/** A folder of the host's that holds the files of a {@link WebService}, to be shown to a container as {@code /srv}. */
record ServiceFolder(Path path) {

    /**
     * Makes the folder.
     *
     * @param work the work of a request, in bytes of random numbers
     * @param locked for how many milliseconds it holds the lock; 0 for no lock
     */
    static ServiceFolder make(Path path, long work, long locked) throws IOException {
        Files.createDirectories(path);
        var folder = new ServiceFolder(path);
        folder.size(WebService.WORK, work);
        if (locked > 0) {
            folder.size(WebService.LOCKED, locked * WebService.UNIT);
        }
        return folder;
    }

    /** Sets the size of a file that stands for work; it takes no room on the disk. */
    void size(String file, long bytes) throws IOException {
        try (var sparse = new RandomAccessFile(path.resolve(file).toFile(), "rw")) {
            sparse.setLength(bytes);
        }
    }

    /** The socket at which the service can be asked. */
    Path socket() {
        return path.resolve(WebService.SOCKET);
    }

    /**
     * Opens the socket as a place only: through {@link Fd#path} it can be asked. What the container puts there as a link is not followed.
     *
     * @throws ErrnoException {@code ENOENT} as long as the service has not begun, {@code ELOOP} for a link
     */
    Fd openSocket() throws ErrnoException {
        var kernel = Kernel.get();
        var flags = OpenFlags.O_PATH | OpenFlags.directory(kernel.arch());
        try (var folder = kernel.open(path.toString(), flags, 0)) {
            var resolve = Resolve.BENEATH | Resolve.NO_SYMLINKS;
            return kernel.openat2(folder, WebService.SOCKET, OpenFlags.O_PATH, 0, resolve);
        }
    }

    /** Gives each worker a lock of its own, instead of one for all. */
    void shard() throws IOException {
        var lock = Files.createDirectory(path.resolve(WebService.LOCK));
        Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** How the container of a service sees it that depends on this one; that one's folder gets a place for it. */
    Volume behind(ServiceFolder before) throws IOException {
        Files.createDirectories(before.path.resolve(WebService.BEHIND));
        return new Volume(path.toString(), WebService.FOLDER + "/" + WebService.BEHIND, false, false);
    }

    /** How the container sees it. */
    Volume volume() {
        return new Volume(path.toString(), WebService.FOLDER, false, false);
    }
}
