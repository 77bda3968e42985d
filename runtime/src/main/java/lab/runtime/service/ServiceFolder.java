package lab.runtime.service;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lab.runtime.container.Volume;
import lab.runtime.kernel.Arch;

/** A folder of the host's that holds a {@link WebService} and its files, to be shown to a container as {@code /srv}. */
public record ServiceFolder(Path path) {

    private static final String PROGRAM = "web";

    /** The command that starts it in the container. */
    public static final String COMMAND = WebService.FOLDER + "/" + PROGRAM;

    /**
     * Makes the folder.
     *
     * @param work the size of the work of a request, in bytes
     * @param locked the size of its work while the lock is held
     */
    public static ServiceFolder make(Path path, long work, long locked) throws IOException {
        Files.createDirectories(path);
        var program = path.resolve(PROGRAM);
        Files.write(program, WebService.program(Arch.current()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        var folder = new ServiceFolder(path);
        folder.size(WebService.WORK, work);
        folder.size(WebService.LOCKED, locked);
        return folder;
    }

    /** Sets the size of a file that stands for work; it takes no room on the disk. */
    public void size(String file, long bytes) throws IOException {
        try (var sparse = new RandomAccessFile(path.resolve(file).toFile(), "rw")) {
            sparse.setLength(bytes);
        }
    }

    /** The socket at which the service can be asked. */
    public Path socket() {
        return path.resolve(WebService.SOCKET);
    }

    /** How the container sees it. */
    public Volume volume() {
        return new Volume(path.toString(), WebService.FOLDER, false, false);
    }
}
