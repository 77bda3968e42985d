package lab.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FolderCalls;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.layer.RemoveTree;
import lab.runtime.namespace.IdMap;

/**
 * A copy of a layer whose files belong to the ids that a user namespace maps: what stands in for {@link MappedCopies} where the kernel or the
 * file system cannot map owners. It is made once for each map and lies beside the layer.
 */
final class OwnedLayer {

    private final Path layer;
    private final IdMap map;
    private final FolderCalls calls;

    private OwnedLayer(Path layer, IdMap map, FolderCalls calls) {
        this.layer = layer;
        this.map = map;
        this.calls = calls;
    }

    /** The folder with the copy, which appears whole or not at all. */
    static Path of(Path layer, IdMap map) throws IOException {
        var copy = layer.resolveSibling(layer.getFileName() + "-" + map.rootUid() + "-" + map.rootGid());
        if (!Files.isDirectory(copy)) {
            var temporary = Files.createTempDirectory(layer.getParent(), "new");
            try (var calls = new FolderCalls()) {
                new OwnedLayer(layer, map, calls).copy(temporary);
                Files.move(temporary, copy, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                RemoveTree.remove(temporary);
                if (!Files.isDirectory(copy)) {
                    throw e;
                }
            }
        }
        return copy;
    }

    private void copy(Path to) throws IOException {
        Files.walkFileTree(layer, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                var target = to.resolve(layer.relativize(directory));
                if (!target.equals(to.resolve(""))) {
                    Files.createDirectory(target);
                }
                own(directory, target);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var target = to.resolve(layer.relativize(file));
                if (attributes.isOther()) {
                    node(file, target);
                } else {
                    Files.copy(file, target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
                }
                own(file, target);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A device or a pipe; what hides a file of a lower layer is a device, too. */
    private static void node(Path from, Path to) throws IOException {
        var nofollow = LinkOption.NOFOLLOW_LINKS;
        var mode = ((Number) Files.getAttribute(from, "unix:mode", nofollow)).intValue();
        var device = ((Number) Files.getAttribute(from, "unix:rdev", nofollow)).longValue();
        try (var folder = folder(to)) {
            Kernel.get().mknodat(folder, name(to), mode, device);
        }
    }

    private static Fd folder(Path file) throws IOException {
        var flags = OpenFlags.O_PATH | OpenFlags.directory(Kernel.get().arch());
        return Kernel.get().open(String.valueOf(file.getParent()), flags, 0);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Extended attributes, those of overlayfs, too, and those that a change of owner takes away; xattr(7). */
    private void attributes(Path from, Path to) throws IOException {
        try (var source = folder(from);
                var target = folder(to)) {
            var before = name(from).getBytes(StandardCharsets.UTF_8);
            var after = name(to).getBytes(StandardCharsets.UTF_8);
            for (var attribute : calls.attributes(source, before)) {
                var value = calls.attribute(source, before, attribute);
                if (value.isPresent()) {
                    var error = calls.attribute(target, after, attribute, value.get());
                    if (error != 0) {
                        throw new ErrnoException("lsetxattr", attribute + " of " + to, error);
                    }
                }
            }
        }
    }

    /** A change of owner clears the set-user-ID bit, so the mode comes after it. */
    private void own(Path from, Path to) throws IOException {
        var nofollow = LinkOption.NOFOLLOW_LINKS;
        var uid = ((Number) Files.getAttribute(from, "unix:uid", nofollow)).intValue();
        var gid = ((Number) Files.getAttribute(from, "unix:gid", nofollow)).intValue();
        Kernel.get().lchown(to.toString(), outside(map.uids(), uid), outside(map.gids(), gid));
        if (!Files.isSymbolicLink(to)) {
            Files.setAttribute(to, "unix:mode", ((Number) Files.getAttribute(from, "unix:mode")).intValue() & 07777);
        }
        attributes(from, to);
    }

    /** An id that is not mapped stays as it is, and shows inside as the overflow id. */
    private static int outside(List<IdMap.Range> ranges, int id) {
        for (var range : ranges) {
            if (id >= range.inside() && id - range.inside() < range.count()) {
                return range.outside() + id - range.inside();
            }
        }
        return id;
    }
}
