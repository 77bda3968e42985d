package lab.runtime.file;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lab.runtime.layer.TarEntry;
import lab.runtime.layer.TarWriter;

/**
 * Writes what a container has changed as the tar of a layer; OCI image-spec, "layer". What was deleted becomes a whiteout; several names of
 * a file become hard links.
 */
public final class LayerWriter implements Changes.Visitor {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final int BLOCK = 1 << 17;
    private static final int REVISION = 0xff000000;
    private static final int REVISION_2 = 0x02000000;
    private static final int REVISION_3 = 0x03000000;
    private static final int CAPABILITY_SIZE = 20;

    private record Identity(long device, long inode) {}

    private final Tree tree;
    private final TarWriter tar;
    private final long latest;
    private final Map<Identity, String> names = new HashMap<>();

    /**
     * A writer.
     *
     * @param tree where the changed files are
     * @param latest no file is newer, in seconds since 1970; so a build at another time gives the same layer
     */
    public LayerWriter(Tree tree, OutputStream out, long latest) {
        this.tree = tree;
        this.tar = new TarWriter(out);
        this.latest = latest;
    }

    @Override
    public void visit(Change change, Optional<Handle> file, Optional<Node> node, boolean opaque) throws IOException {
        var path = change.path().substring(1);
        if (file.isEmpty() || node.isEmpty()) {
            if (!opaque) {
                var slash = path.lastIndexOf('/') + 1;
                marker(path.substring(0, slash) + WHITEOUT + path.substring(slash));
            }
            return;
        }
        if (path.substring(path.lastIndexOf('/') + 1).startsWith(WHITEOUT)) {
            throw new IOException(change.shown() + " cannot be part of a layer: names that start with .wh. mean that "
                    + "something was removed");
        }
        if (!node.get().socket()) {
            write(path, file.get(), node.get());
        }
        if (opaque) {
            marker(path + "/" + OPAQUE);
        }
    }

    private void write(String path, Handle file, Node node) throws IOException {
        if (node.directory()) {
            tar.put(described(entry(path + "/", TarEntry.DIRECTORY, node, 0), file));
            return;
        }
        var identity = new Identity(node.device(), node.inode());
        var first = names.get(identity);
        if (first != null) {
            tar.put(entry(path, TarEntry.HARD_LINK, node, 0).to(RawText.bytes(first)));
            return;
        }
        if (node.links() > 1) {
            names.put(identity, path);
        }
        if (node.link()) {
            tar.put(entry(path, TarEntry.SYMBOLIC_LINK, node.withPermissions(0777), 0)
                    .to(RawText.bytes(tree.target(file))));
        } else if (node.file()) {
            content(described(entry(path, TarEntry.FILE, node, node.size()), file), file);
        } else {
            var type = node.pipe() ? TarEntry.FIFO : node.block() ? TarEntry.BLOCK : TarEntry.CHARACTER;
            tar.put(described(
                    entry(path, type, node, 0)
                            .device(node.number() >>> 8 & 0xfff, node.number() & 0xff | node.number() >>> 12 & 0xfff00),
                    file));
        }
    }

    private void content(TarEntry entry, Handle file) throws IOException {
        try (var in = tree.read(file)) {
            tar.put(entry);
            var buffer = new byte[BLOCK];
            for (var n = in.read(buffer); n > 0; n = in.read(buffer)) {
                tar.write(buffer, 0, n);
            }
        }
    }

    private TarEntry entry(String path, char type, Node node, long size) {
        return TarEntry.of(RawText.bytes(path), type, node.permissions(), size)
                .owned(node.uid(), node.gid())
                .at(Math.min(node.seconds(), latest), 0);
    }

    private TarEntry described(TarEntry entry, Handle file) throws IOException {
        var result = entry;
        for (var attribute : attributes(file).entrySet()) {
            result = result.with(attribute.getKey(), attribute.getValue());
        }
        return result;
    }

    private Map<String, byte[]> attributes(Handle file) throws IOException {
        var attributes = tree.attributes(file, "user.");
        attributes.keySet().removeIf(name -> name.startsWith("user.overlay."));
        tree.attribute(file, "security.capability")
                .ifPresent(value -> attributes.put("security.capability", plain(value)));
        return attributes;
    }

    /** Capabilities as they are outside of any user namespace: without the id of the root that they count for; capabilities(7). */
    private static byte[] plain(byte[] value) {
        if (value.length != CAPABILITY_SIZE + Integer.BYTES) {
            return value;
        }
        var head = value[0] & 0xff | (value[1] & 0xff) << 8 | (value[2] & 0xff) << 16 | (value[3] & 0xff) << 24;
        if ((head & REVISION) != REVISION_3) {
            return value;
        }
        var second = Arrays.copyOf(value, CAPABILITY_SIZE);
        second[3] = (byte) (REVISION_2 >> 24);
        return second;
    }

    private void marker(String path) throws IOException {
        tar.put(TarEntry.of(RawText.bytes(path), TarEntry.FILE, 0, 0));
    }

    /** A file, or a directory with all in it, under a name. */
    void whole(Handle file, String path, Predicate<String> takes) throws IOException {
        var node = tree.stat(file);
        if (!node.socket()) {
            write(path, file, node);
        }
        if (node.directory()) {
            for (var name : tree.list(file)) {
                var below = tree.look(file, name);
                if (below.isPresent()) {
                    try (var child = below.get()) {
                        if (takes.test(path + "/" + name)) {
                            whole(child, path + "/" + name, takes);
                        }
                    }
                }
            }
        }
    }

    @Override
    public void end() throws IOException {
        tar.finish();
    }
}
