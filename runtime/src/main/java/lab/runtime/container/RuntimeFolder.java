package lab.runtime.container;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lab.runtime.kernel.Kernel;

/** Makes the folder for running containers, which may lie in a folder that everyone can write to. */
final class RuntimeFolder {

    private RuntimeFolder() {}

    /** Makes it and, for a user without {@code XDG_RUNTIME_DIR}, the folder above it; refuses one that someone else put there. */
    static void prepare(Path folder) throws IOException {
        var parent = folder.toAbsolutePath().getParent();
        if (parent != null && !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
            make(parent);
        }
        make(folder);
    }

    private static void make(Path folder) throws IOException {
        var permissions = PosixFilePermissions.fromString("rwx--x--x");
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(permissions));
        } catch (FileAlreadyExistsException e) {
            var owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || ((Number) owner).intValue() != Kernel.get().geteuid()) {
                throw new ContainerException(folder + " is there and is not a folder of this user: remove it, or set "
                        + "XDG_RUNTIME_DIR to a folder of your own");
            }
        }
        Files.setPosixFilePermissions(folder, permissions);
    }
}
