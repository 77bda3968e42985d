package lab.runtime.file;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import lab.runtime.layer.TarEntry;
import lab.runtime.layer.TarWriter;

/** Writes all files of a tree to a tar, as {@code docker export} does: what is mounted on the way is left out, but for its mount point. */
public final class ExportTar {

    /** A file is known by where it lies. */
    private record Identity(long device, long inode) {}

    private final Tree tree;
    private final TarWriter tar;
    private final Map<Identity, String> links = new HashMap<>();
    private final byte[] buffer = new byte[1 << 16];

    /** A tar of a tree; the stream stays the caller's to close. */
    public ExportTar(Tree tree, OutputStream out) {
        this.tree = tree;
        this.tar = new TarWriter(out);
    }

    /** Writes it. */
    public void write() throws IOException {
        var root = tree.root();
        directory(root, "", tree.stat(root).device());
        tar.finish();
    }

    private void directory(Handle directory, String path, long device) throws IOException {
        var names = tree.list(directory).stream().sorted().toList();
        for (var name : names) {
            var found = tree.look(directory, name);
            if (found.isPresent()) {
                try (var file = found.get()) {
                    member(file, path + name, device);
                }
            }
        }
    }

    private void member(Handle file, String path, long device) throws IOException {
        var node = tree.stat(file);
        var identity = new Identity(node.device(), node.inode());
        var type = node.mode() >>> 12;
        if (type == 4) {
            tar.put(entry(path + "/", TarEntry.DIRECTORY, node, 0));
            // Directories of an overlay lie on its own device; what is mounted there lies on another.
            if (node.device() == device) {
                directory(file, path + "/", device);
            }
        } else if (links.containsKey(identity)) {
            tar.put(entry(path, TarEntry.HARD_LINK, node, 0).to(RawText.bytes(links.getOrDefault(identity, path))));
        } else {
            if (node.links() > 1) {
                links.put(identity, path);
            }
            switch (type) {
                case 10 -> tar.put(entry(path, TarEntry.SYMBOLIC_LINK, node, 0).to(RawText.bytes(tree.target(file))));
                case 8 -> content(file, path, node);
                case 1 -> tar.put(entry(path, TarEntry.FIFO, node, 0));
                default -> {
                    // Sockets belong to processes, and devices to the host.
                }
            }
        }
    }

    private void content(Handle file, String path, Node node) throws IOException {
        var entry = entry(path, TarEntry.FILE, node, node.size());
        for (var attribute : tree.attributes(file, "user.").entrySet()) {
            entry = entry.with(attribute.getKey(), attribute.getValue());
        }
        tar.put(entry);
        try (var in = tree.read(file)) {
            var left = node.size();
            for (var n = in.read(buffer); n >= 0 && left > 0; n = in.read(buffer)) {
                var part = (int) Math.min(n, left);
                tar.write(buffer, 0, part);
                left -= part;
            }
        }
    }

    private static TarEntry entry(String path, char type, Node node, long size) {
        return TarEntry.of(RawText.bytes(path), type, type == TarEntry.SYMBOLIC_LINK ? 0777 : node.mode() & 07777, size)
                .owned(Integer.toUnsignedLong(node.uid()), Integer.toUnsignedLong(node.gid()))
                .at(node.seconds(), 0);
    }
}
