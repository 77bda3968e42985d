package lab.runtime.file;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;

/**
 * Copies files from one tree into another: directories with all in them, links as links, several names of a file as such, and pipes and
 * devices as what they are. What is in a directory already stays, unless it has the same name.
 */
public final class CopyTree implements AutoCloseable {

    private static final int BLOCK = 128 * 1024;

    /** A file is known by where it lies. */
    private record Identity(long device, long inode) {}

    private final Tree from;
    private final Tree to;
    private final boolean owners;
    private final UnaryOperator<Node> as;
    private final Predicate<String> takes;
    private final Map<Identity, Handle> copied = new HashMap<>();

    /**
     * A copier.
     *
     * @param owners whether copies get the owner that {@code as} says; else they belong to who makes them
     * @param as what a copy of a file is to be
     * @param takes whether a file is copied, by its path below what is copied; the empty path is that itself
     */
    public CopyTree(Tree from, Tree to, boolean owners, UnaryOperator<Node> as, Predicate<String> takes) {
        this.from = from;
        this.to = to;
        this.owners = owners;
        this.as = as;
        this.takes = takes;
    }

    /** Copies a file, or a directory with all in it, to a name in a directory. */
    public void copy(Handle source, Handle directory, String name) throws IOException {
        copy(source, directory, name, "");
    }

    /** Copies what is in a directory into another one. */
    public void content(Handle source, Handle directory) throws IOException {
        content(source, directory, "");
    }

    private void content(Handle source, Handle directory, String path) throws IOException {
        for (var name : from.list(source)) {
            var below = path.isEmpty() ? name : path + "/" + name;
            if (takes.test(below)) {
                var child = from.look(source, name);
                if (child.isPresent()) {
                    try (var file = child.get()) {
                        copy(file, directory, name, below);
                    }
                }
            }
        }
    }

    private void copy(Handle source, Handle directory, String name, String path) throws IOException {
        var node = from.stat(source);
        if (node.directory()) {
            try (var target = directory(source, directory, name)) {
                content(source, target, path);
                finish(source, target, as.apply(node));
            }
            to.time(directory, name, as.apply(node).seconds(), as.apply(node).nanos());
        } else if (!node.socket()) {
            makeRoom(source, directory, name);
            file(source, node, directory, name);
        }
    }

    private Handle directory(Handle source, Handle directory, String name) throws IOException {
        var there = to.look(directory, name);
        if (there.isEmpty()) {
            to.makeDirectory(directory, name);
            return to.look(directory, name)
                    .orElseThrow(() -> new IOException(directory.below(name) + " was removed while it was copied to"));
        }
        if (!to.stat(there.get()).directory()) {
            there.get().close();
            throw new IOException(
                    "cannot overwrite non-directory " + directory.below(name) + " with directory " + source.path());
        }
        return there.get();
    }

    private void makeRoom(Handle source, Handle directory, String name) throws IOException {
        var there = to.look(directory, name);
        if (there.isPresent()) {
            try (var old = there.get()) {
                if (to.stat(old).directory()) {
                    throw new IOException("cannot overwrite directory " + directory.below(name) + " with non-directory "
                            + source.path());
                }
            }
            to.remove(directory, name, false);
        }
    }

    private void file(Handle source, Node node, Handle directory, String name) throws IOException {
        var identity = new Identity(node.device(), node.inode());
        var known = copied.get(identity);
        if (known != null) {
            to.makeName(known, directory, name);
            return;
        }
        var copy = as.apply(node);
        if (node.link()) {
            to.makeLink(directory, name, from.target(source));
        } else if (node.file()) {
            try (var in = from.read(source);
                    var out = to.create(directory, name)) {
                var block = new byte[BLOCK];
                for (var n = in.read(block); n >= 0; n = in.read(block)) {
                    out.write(block, 0, n);
                }
            }
        } else {
            to.makeNode(directory, name, node);
        }
        var made = to.look(directory, name)
                .orElseThrow(() -> new IOException(directory.below(name) + " was removed while it was copied to"));
        try {
            finish(source, made, copy);
            to.time(directory, name, copy.seconds(), copy.nanos());
        } catch (IOException e) {
            made.close();
            throw e;
        }
        if (node.links() > 1) {
            copied.put(identity, made);
        } else {
            made.close();
        }
    }

    /** A change of owner takes set-user-ID bits and capabilities away, so they come after it. */
    private void finish(Handle source, Handle made, Node copy) throws IOException {
        if (owners) {
            to.own(made, copy.uid(), copy.gid());
        }
        if (copy.link()) {
            return;
        }
        to.permit(made, copy.permissions());
        for (var prefix : new String[] {"user.", "security.capability"}) {
            for (var attribute : from.attributes(source, prefix).entrySet()) {
                if (!attribute.getKey().startsWith("user.overlay.")) {
                    set(made, attribute.getKey(), attribute.getValue());
                }
            }
        }
    }

    /** Not every file system has them, and only root may give capabilities. */
    private void set(Handle made, String name, byte[] value) throws IOException {
        try {
            to.attribute(made, name, value);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EOPNOTSUPP) && !e.is(Errno.EPERM)) {
                throw e;
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (var file : copied.values()) {
            file.close();
        }
        copied.clear();
    }
}
