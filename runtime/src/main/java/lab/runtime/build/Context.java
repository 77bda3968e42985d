package lab.runtime.build;

import java.io.IOException;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import lab.runtime.file.Handle;
import lab.runtime.file.Node;
import lab.runtime.file.RawText;
import lab.runtime.file.Tree;
import lab.runtime.image.Digest;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;

/**
 * The folder that a build may copy from. No path and no link leads out of it, and what {@code .dockerignore} names is not in it. Paths are
 * relative, with a character for each byte.
 */
final class Context implements AutoCloseable {

    private final Tree tree;
    private final Ignore ignore;

    /** Takes over the tree. */
    Context(Tree tree, Ignore ignore) {
        this.tree = tree;
        this.ignore = ignore;
    }

    Tree tree() {
        return tree;
    }

    /** Whether a path is part of it; directories that are left out are if something in them may not be. */
    boolean has(String path) {
        return path.isEmpty() || !ignore.leavesOut(RawText.shown(path));
    }

    /** The paths that fit a pattern. */
    SortedMap<String, Node> match(String pattern) throws IOException {
        var found = new TreeMap<String, Node>();
        var glob = Glob.compile(RawText.shown(pattern));
        if (glob.isPresent()) {
            match(tree.root(), "", 0, pattern.split("/"), found);
        }
        return found;
    }

    private void match(Handle directory, String path, int depth, String[] parts, SortedMap<String, Node> found)
            throws IOException {
        var part = Glob.compile(RawText.shown(parts[depth])).orElseThrow();
        for (var name : tree.list(directory)) {
            var below = path.isEmpty() ? name : path + "/" + name;
            if (!part.matcher(RawText.shown(name)).matches()) {
                continue;
            }
            var child = tree.look(directory, name);
            if (child.isPresent()) {
                try (var file = child.get()) {
                    var node = tree.stat(file);
                    if (depth < parts.length - 1 && node.directory()) {
                        match(file, below, depth + 1, parts, found);
                    } else if (depth == parts.length - 1 && has(below)) {
                        found.put(below, node);
                    }
                }
            }
        }
    }

    /** A file of it; a link stands for what it leads to. */
    Handle find(String path) throws IOException {
        try {
            if (has(path)) {
                return tree.find(path.isEmpty() ? "." : path, true);
            }
        } catch (ErrnoException e) {
            if (e.is(Errno.EXDEV)) {
                throw new IOException(RawText.shown(path) + " leads out of the build context, through .. or a link", e);
            }
            if (!e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR)) {
                throw e;
            }
        }
        throw new IOException("file not found in build context or excluded by .dockerignore: " + RawText.shown(path));
    }

    /** Digests of a file, or of all that is in a directory, by path from the top of the context. */
    void digests(String path, SortedMap<String, String> into) throws IOException {
        try (var file = find(path)) {
            digests(file, path, into);
        }
    }

    private void digests(Handle file, String path, SortedMap<String, String> into) throws IOException {
        var node = tree.stat(file);
        var mode = Integer.toOctalString(node.permissions());
        if (node.directory()) {
            into.put(RawText.shown(path) + "/", "directory " + mode);
            for (var name : tree.list(file)) {
                var below = path.isEmpty() ? name : path + "/" + name;
                if (!has(below) && !ignore.takesBack()) {
                    continue;
                }
                var child = tree.look(file, name);
                if (child.isPresent()) {
                    try (var inside = child.get()) {
                        if (has(below) || tree.stat(inside).directory()) {
                            digests(inside, below, into);
                        }
                    }
                }
            }
            if (!has(path)
                    && into.tailMap(RawText.shown(path) + "/\0").keySet().stream()
                            .noneMatch(other -> other.startsWith(RawText.shown(path) + "/"))) {
                into.remove(RawText.shown(path) + "/");
            }
        } else if (node.link()) {
            into.put(RawText.shown(path), "link " + RawText.shown(tree.target(file)));
        } else if (node.file()) {
            into.put(RawText.shown(path), mode + " " + digest(file));
        } else if (!node.socket()) {
            into.put(RawText.shown(path), Integer.toOctalString(node.mode()) + " " + node.number());
        }
    }

    private String digest(Handle file) throws IOException {
        var hash = Digest.sha256();
        try (var in = new DigestInputStream(tree.read(file), hash)) {
            var buffer = new byte[1 << 17];
            var n = 0;
            while (n >= 0) {
                n = in.read(buffer);
            }
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }
}
