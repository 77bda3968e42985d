package lab.runtime.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from the upper folder of an overlay what a container has changed. What the runtime itself puts there so that it can mount
 * something is left out, as long as nothing else is in it.
 */
public final class Changes {

    private static final Set<String> MOUNT_POINTS = Set.of(
            "/dev",
            "/dev/console",
            "/dev/pts",
            "/dev/shm",
            "/dev/mqueue",
            "/proc",
            "/sys",
            "/etc/hosts",
            "/etc/hostname",
            "/etc/resolv.conf");

    /** Takes the changes in the order of their paths. */
    public interface Visitor {
        /**
         * Takes one.
         *
         * @param file what is there now; empty if it was deleted
         * @param opaque whether it is a directory that hides the one of the image
         */
        void visit(Change change, Optional<Handle> file, Optional<Node> node, boolean opaque) throws IOException;

        /** There are no more. */
        default void end() throws IOException {}
    }

    private final Tree tree;
    private final Visitor visitor;

    private Changes(Tree tree, Visitor visitor) {
        this.tree = tree;
        this.visitor = visitor;
    }

    /**
     * Goes through all changes.
     *
     * @param changed a tree whose root is the folder with the changes
     * @param image a tree in which the layers can be reached
     * @param layers the layers of the image, the uppermost first
     */
    public static void walk(Tree changed, Tree image, List<String> layers, Visitor visitor) throws IOException {
        var parts = new ArrayList<Handle>();
        try {
            for (var layer : layers) {
                parts.add(image.find(layer, false));
            }
            new Changes(changed, visitor).directory(changed.root(), new Layers(image, parts), "");
            visitor.end();
        } finally {
            for (var part : parts) {
                part.close();
            }
        }
    }

    private void directory(Handle directory, Layers below, String path) throws IOException {
        for (var name : tree.list(directory)) {
            var found = tree.look(directory, name);
            if (found.isPresent()) {
                try (var file = found.get()) {
                    file(file, tree.stat(file), below, path + "/" + name, name);
                }
            }
        }
    }

    private void file(Handle file, Node node, Layers below, String path, String name) throws IOException {
        var before = below.look(name);
        if (node.whiteout()) {
            if (before.isPresent()) {
                visitor.visit(new Change(Change.Kind.DELETED, path), Optional.empty(), Optional.empty(), false);
            }
            return;
        }
        if (mountPoint(file, node, before.isPresent(), path)) {
            return;
        }
        var opaque = node.directory() && Layers.opaque(tree, file);
        var kind = before.isPresent() ? Change.Kind.CHANGED : Change.Kind.ADDED;
        if (!node.directory()) {
            visitor.visit(new Change(kind, path), Optional.of(file), Optional.of(node), false);
            return;
        }
        try (var layers = opaque ? below.nothing() : below.enter(name)) {
            if (before.isEmpty() || opaque || !same(node, before.get()) || somethingIn(file, layers, path)) {
                visitor.visit(
                        new Change(kind, path), Optional.of(file), Optional.of(node), opaque && before.isPresent());
            }
            if (opaque && before.isPresent()) {
                try (var hidden = below.enter(name)) {
                    gone(file, hidden, path);
                }
            }
            directory(file, layers, path);
        }
    }

    /** What an opaque directory hides was deleted, unless it was made anew. */
    private void gone(Handle directory, Layers hidden, String path) throws IOException {
        for (var name : hidden.list()) {
            var there = tree.look(directory, name);
            if (there.isEmpty()) {
                visitor.visit(
                        new Change(Change.Kind.DELETED, path + "/" + name), Optional.empty(), Optional.empty(), true);
            } else {
                there.get().close();
            }
        }
    }

    /** A directory may have come up only for what is in it, or for a moment. */
    private boolean somethingIn(Handle directory, Layers below, String path) throws IOException {
        for (var name : tree.list(directory)) {
            var found = tree.look(directory, name);
            if (found.isPresent()) {
                try (var file = found.get()) {
                    var node = tree.stat(file);
                    var before = below.look(name).isPresent();
                    if (node.whiteout() ? before : !mountPoint(file, node, before, path + "/" + name)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean same(Node one, Node other) {
        return one.mode() == other.mode()
                && one.uid() == other.uid()
                && one.gid() == other.gid()
                && one.seconds() == other.seconds()
                && one.nanos() == other.nanos();
    }

    /** A folder or an empty file that was made to mount over it. */
    private boolean mountPoint(Handle file, Node node, boolean before, String path) throws IOException {
        if (before) {
            return false;
        }
        if (!node.directory()) {
            return MOUNT_POINTS.contains(path) && node.file() && node.size() == 0;
        }
        if (!MOUNT_POINTS.contains(path) && !path.equals("/etc")) {
            return false;
        }
        var names = tree.list(file);
        for (var name : names) {
            var found = tree.look(file, name);
            if (found.isPresent()) {
                try (var child = found.get()) {
                    if (!mountPoint(child, tree.stat(child), false, path + "/" + name)) {
                        return false;
                    }
                }
            }
        }
        return !path.equals("/etc") || !names.isEmpty();
    }
}
