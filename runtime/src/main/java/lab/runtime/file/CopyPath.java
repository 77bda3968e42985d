package lab.runtime.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A copy from one path to another by the rules of {@code docker cp}. What is copied is named by its last part; a directory that ends in
 * {@code /.} stands for what is in it. The directory above the place to copy to must be there.
 */
public final class CopyPath {

    private static final int LINKS = 40;

    /**
     * A path in a tree.
     *
     * @param path absolute, a character for each byte
     */
    public record End(Tree tree, String path) {

        /** Whether what is in the directory is meant instead of the directory itself. */
        boolean content() {
            return path.endsWith("/.") || path.replace("/", "").isEmpty();
        }

        /** Whether it must be a directory. */
        boolean mustBeDirectory() {
            return path.endsWith("/") || path.endsWith("/.");
        }

        /** The last part of the path. */
        String name() {
            var plain = plain();
            return plain.substring(plain.lastIndexOf('/') + 1);
        }

        /** The path of the directory that it is in. */
        String directory() {
            var plain = plain();
            return plain.substring(0, plain.lastIndexOf('/') + 1);
        }

        /** The path without what stands for its content. */
        String plainOrRoot() {
            var plain = plain();
            return plain.isEmpty() ? "/" : plain;
        }

        private String plain() {
            return path.replaceFirst("(/+\\.?)+$", "");
        }

        String shown() {
            return RawText.shown(path);
        }
    }

    private final End from;
    private final End to;
    private final boolean follow;
    private final boolean owners;

    /**
     * A copy.
     *
     * @param follow whether a link to copy stands for what it leads to
     * @param owners whether copies have the owners of what they are copies of; else they belong to who makes them
     */
    public CopyPath(End from, End to, boolean follow, boolean owners) {
        this.from = from;
        this.to = to;
        this.follow = follow;
        this.owners = owners;
    }

    /**
     * Writes a file, or a directory with all in it, as a tar; it is called by the last part of its path.
     *
     * @param follow whether a link stands for what it leads to
     */
    public static void write(End from, boolean follow, OutputStream out) throws IOException {
        try (var source = from.tree.find(from.path, follow || from.mustBeDirectory())) {
            var name = from.content() ? "." : from.name();
            var writer = new LayerWriter(from.tree, out, Long.MAX_VALUE);
            writer.whole(source, name, path -> !system(from.directory() + "/" + path));
            writer.end();
        }
    }

    /** Unpacks a tar into a directory, which must be there. */
    public static void read(InputStream in, End to, boolean owners) throws IOException {
        try (var directory = to.tree.find(to.path, true)) {
            if (!to.tree.stat(directory).directory()) {
                throw new IOException("a tar is unpacked into a directory, and " + to.shown() + " is none");
            }
        }
        new TreeTar(to.tree, to.path, owners).unpack(in);
    }

    /** Copies. */
    public void run() throws IOException {
        try (var source = from.tree.find(from.path, follow || from.mustBeDirectory());
                var copier = new CopyTree(
                        from.tree,
                        to.tree,
                        owners,
                        UnaryOperator.identity(),
                        path -> !system(from.path + "/" + path))) {
            var directory = from.tree.stat(source).directory();
            if (from.mustBeDirectory() && !directory) {
                throw new IOException("not a directory: " + from.shown());
            }
            var target = resolved(to);
            var there = target.tree.look(target.plainOrRoot(), true);
            if (there.isEmpty()) {
                into(copier, source, directory, target);
                return;
            }
            try (var place = there.get()) {
                over(copier, source, directory, target, place);
            }
        }
    }

    /** What the kernel shows of itself is no file to be copied along with a container's root. */
    private static boolean system(String path) {
        return path.matches("/+(\\./+)*(proc|sys|dev)/.*");
    }

    private void over(CopyTree copier, Handle source, boolean directory, End target, Handle place) throws IOException {
        if (target.tree.stat(place).directory()) {
            if (directory && from.content()) {
                copier.content(source, place);
            } else {
                copier.copy(source, place, from.name());
            }
            return;
        }
        if (directory) {
            throw new IOException("cannot copy a directory to a file: " + to.shown() + " is no directory");
        }
        if (to.mustBeDirectory()) {
            throw new IOException("not a directory: " + to.shown());
        }
        try (var parent = parent(target)) {
            copier.copy(source, parent, target.name());
        }
    }

    private void into(CopyTree copier, Handle source, boolean directory, End target) throws IOException {
        if (!directory && to.mustBeDirectory()) {
            throw new IOException("no such directory: " + to.shown());
        }
        try (var parent = parent(target)) {
            copier.copy(source, parent, target.name());
        }
    }

    private Handle parent(End target) throws IOException {
        var parent = target.tree.look(target.directory(), true);
        if (parent.isEmpty()) {
            throw new IOException("no such directory: " + RawText.shown(target.directory()));
        }
        return parent.get();
    }

    /** The place that a link leads to, even if there is nothing yet. Each step is resolved in the tree, whatever the text of a link says. */
    private static End resolved(End end) throws IOException {
        var at = end;
        for (var i = 0; i < LINKS; i++) {
            var target = link(at);
            if (target.isEmpty()) {
                return at;
            }
            at = new End(at.tree, target.get().startsWith("/") ? target.get() : at.directory() + target.get());
        }
        throw new IOException("too many symbolic links: " + end.shown());
    }

    private static Optional<String> link(End end) throws IOException {
        var file = end.tree.look(end.path, false);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (var there = file.get()) {
            return end.tree.stat(there).link() ? Optional.of(end.tree.target(there)) : Optional.empty();
        }
    }
}
