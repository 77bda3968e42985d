package lab.runtime.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks the layers that this host's images are made of. The tar is one that {@link LayerTar} wrote on this host, and each path is still
 * checked to stay inside the folder.
 */
final class LayerFolder {

    private LayerFolder() {}

    /** Unpacks a layer into a new folder, which appears whole or not at all. */
    static void unpack(Path tar, Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        var temporary = Files.createTempDirectory(folder.getParent(), "new");
        try {
            try (var in = new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(tar)), "UTF-8")) {
                for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    unpack(in, entry, temporary);
                }
            }
            Files.setPosixFilePermissions(temporary, permissions(0755));
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        } finally {
            remove(temporary);
        }
    }

    private static void unpack(TarArchiveInputStream in, TarArchiveEntry entry, Path root) throws IOException {
        var target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root) || !target.resolveSibling("").toRealPath().startsWith(root.toRealPath())) {
            throw new ImageException("the layer has an entry outside of its root: " + entry.getName());
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        if (entry.isDirectory()) {
            Files.createDirectory(target);
        } else {
            Files.copy(in, target);
        }
        Files.setAttribute(target, "unix:mode", entry.getMode() & 07777);
    }

    /** Removes a folder with all that is in it, links not followed. */
    static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var all = new ArrayDeque<Path>();
        try (var walk = Files.walk(folder)) {
            walk.forEach(all::push);
        }
        for (var path : all) {
            Files.deleteIfExists(path);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var set = EnumSet.noneOf(PosixFilePermission.class);
        for (var permission : PosixFilePermission.values()) {
            if ((mode & 0400 >> permission.ordinal()) != 0) {
                set.add(permission);
            }
        }
        return set;
    }
}
