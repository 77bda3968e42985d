package lab.runtime.layer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lab.runtime.kernel.Arch;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FileStat;
import lab.runtime.kernel.FolderCalls;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.namespace.IdMap;

/**
 * Writes a folder as the tar of a layer: names in the order of their bytes, hard links as such, whole seconds, no names of users. What
 * overlayfs uses for what was removed (a device 0:0, an attribute on a directory) becomes the whiteouts of the OCI image-spec, so that a
 * container's upper folder becomes the layer of its changes. The same files give the same bytes.
 *
 * @param map the user namespace whose ids the files have on the disk; empty if they are those of the layer
 * @param newest the latest time a file may have been changed at, in seconds; later ones become it ({@code SOURCE_DATE_EPOCH})
 */
public record FolderTar(Optional<IdMap> map, OptionalLong newest) {

    private static final byte[] OPAQUE = ".wh..wh..opq".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WHITEOUT = ".wh.".getBytes(StandardCharsets.US_ASCII);

    /** Files with the ids of the layer, and their own times. */
    public static FolderTar plain() {
        return new FolderTar(Optional.empty(), OptionalLong.empty());
    }

    /**
     * Writes it; the stream stays open.
     *
     * @throws LayerException if a file cannot be part of a layer
     */
    public void write(Path folder, OutputStream out) throws IOException {
        var flags = OpenFlags.O_RDONLY | OpenFlags.directory(Arch.current()) | OpenFlags.noFollow(Arch.current());
        try (var tree = new FolderCalls();
                var root = Kernel.get().open(folder.toString(), flags, 0)) {
            var walk = new Walk(tree, new TarWriter(out));
            walk.directory(root, TarEntry.NONE);
            walk.tar.finish();
        }
    }

    /** Which file a hard link leads to. */
    private record Inode(long device, long number) {}

    private final class Walk {

        private final FolderCalls tree;
        private final TarWriter tar;
        private final Map<Inode, byte[]> links = new HashMap<>();
        private final byte[] buffer = new byte[1 << 17];

        Walk(FolderCalls tree, TarWriter tar) {
            this.tree = tree;
            this.tar = tar;
        }

        private void directory(Fd directory, byte[] path) throws IOException {
            var names = tree.names(directory);
            names.sort((a, b) -> Arrays.compareUnsigned(a.bytes(), b.bytes()));
            for (var name : names) {
                var stat = tree.stat(directory, name.bytes());
                if (stat.isPresent()) {
                    member(directory, name.bytes(), join(path, name.bytes()), stat.get());
                }
            }
        }

        private void member(Fd directory, byte[] name, byte[] path, FileStat stat) throws IOException {
            if (starts(name, WHITEOUT)) {
                throw new LayerException("/" + TarEntry.shown(path)
                        + " cannot be part of a layer: names that start with .wh. mean that something was removed");
            }
            var inode = new Inode(stat.device(), stat.inode());
            var type = stat.type();
            if (type.equals("char") && stat.number() == 0) {
                var parent = Arrays.copyOf(path, path.length - name.length);
                tar.put(entry(concat(concat(parent, WHITEOUT), name), TarEntry.FILE, stat, 0)
                        .at(0, 0)
                        .owned(0, 0));
            } else if (type.equals("dir")) {
                below(directory, name, path, stat);
            } else if (links.containsKey(inode)) {
                tar.put(entry(path, TarEntry.HARD_LINK, stat, 0).to(links.get(inode)));
            } else if (!type.equals("socket")) {
                if (stat.links() > 1) {
                    links.put(inode, path);
                }
                file(directory, name, path, stat);
            }
        }

        private void below(Fd directory, byte[] name, byte[] path, FileStat stat) throws IOException {
            try (var inside = tree.listing(directory, name)) {
                tar.put(attributes(
                        entry(concat(path, new byte[] {'/'}), TarEntry.DIRECTORY, stat, 0), directory, name));
                if (isOpaque(directory, name)) {
                    tar.put(TarEntry.of(join(path, OPAQUE), TarEntry.FILE, 0, 0));
                }
                directory(inside, path);
            }
        }

        private boolean isOpaque(Fd directory, byte[] name) throws IOException {
            for (var prefix : new String[] {"trusted.overlay.", "user.overlay."}) {
                if (tree.attribute(directory, name, prefix + "redirect").isPresent()) {
                    throw new LayerException("/" + TarEntry.shown(name)
                            + " was renamed by overlayfs with redirect_dir=on, which layers cannot say");
                }
                var opaque = tree.attribute(directory, name, prefix + "opaque");
                if (opaque.isPresent() && Arrays.equals(opaque.get(), new byte[] {'y'})) {
                    return true;
                }
            }
            return false;
        }

        private void file(Fd directory, byte[] name, byte[] path, FileStat stat) throws IOException {
            switch (stat.type()) {
                case "link" ->
                    tar.put(attributes(
                            entry(path, TarEntry.SYMBOLIC_LINK, stat, 0).to(tree.target(directory, name)),
                            directory,
                            name));
                case "file" -> {
                    try (var open = tree.reading(directory, name)) {
                        tar.put(attributes(entry(path, TarEntry.FILE, stat, stat.size()), directory, name));
                        for (var n = tree.read(open, buffer); n > 0; n = tree.read(open, buffer)) {
                            tar.write(buffer, 0, n);
                        }
                    }
                }
                default -> {
                    var kind = stat.type().equals("fifo")
                            ? TarEntry.FIFO
                            : stat.type().equals("char") ? TarEntry.CHARACTER : TarEntry.BLOCK;
                    var number = stat.number();
                    var made = entry(path, kind, stat, 0)
                            .device(number >>> 8 & 0xfff, number & 0xff | number >>> 12 & 0xfff00);
                    tar.put(attributes(made, directory, name));
                }
            }
        }

        private TarEntry attributes(TarEntry entry, Fd directory, byte[] name) throws IOException {
            var result = entry;
            for (var attribute : Attributes.get(tree, directory, name).entrySet()) {
                result = result.with(attribute.getKey(), attribute.getValue());
            }
            return result;
        }

        private TarEntry entry(byte[] path, char type, FileStat stat, long size) {
            var uid = map.map(m -> inside(m.uids(), stat.uid())).orElse(stat.uid());
            var gid = map.map(m -> inside(m.gids(), stat.gid())).orElse(stat.gid());
            var time = Math.min(stat.seconds(), newest.orElse(Long.MAX_VALUE));
            var mode = type == TarEntry.SYMBOLIC_LINK ? 0777 : stat.permissions();
            return TarEntry.of(path, type, mode, size).owned(uid, gid).at(time, 0);
        }
    }

    /** The id inside; one that is not mapped is root's there. */
    private static long inside(Iterable<IdMap.Range> ranges, long id) {
        for (var range : ranges) {
            if (id >= range.outside() && id - range.outside() < range.count()) {
                return range.inside() + id - range.outside();
            }
        }
        return 0;
    }

    private static boolean starts(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] join(byte[] path, byte[] name) {
        return path.length == 0 ? name : concat(concat(path, new byte[] {'/'}), name);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        var both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
