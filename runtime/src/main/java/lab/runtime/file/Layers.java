package lab.runtime.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory as several layers make it up, the uppermost first; overlayfs in the kernel's documentation, "whiteouts and opaque
 * directories". Holds a handle for each layer that has a part in it.
 */
final class Layers implements AutoCloseable {

    private final Tree tree;
    private final List<Handle> parts;

    Layers(Tree tree, List<Handle> parts) {
        this.tree = tree;
        this.parts = List.copyOf(parts);
    }

    /** What a name in it stands for: the uppermost file of that name, if no layer above has removed it. */
    Optional<Node> look(String name) throws IOException {
        for (var part : parts) {
            var found = tree.look(part, name);
            if (found.isPresent()) {
                try (var file = found.get()) {
                    var node = tree.stat(file);
                    return node.whiteout() ? Optional.empty() : Optional.of(node);
                }
            }
        }
        return Optional.empty();
    }

    /** The directory of that name; empty layers if there is none. */
    Layers enter(String name) throws IOException {
        var below = new ArrayList<Handle>();
        for (var part : parts) {
            var found = tree.look(part, name);
            if (found.isEmpty()) {
                continue;
            }
            if (!tree.stat(found.get()).directory()) {
                found.get().close();
                break;
            }
            below.add(found.get());
            if (opaque(tree, found.get())) {
                break;
            }
        }
        return new Layers(tree, below);
    }

    /** An empty directory. */
    Layers nothing() {
        return new Layers(tree, List.of());
    }

    /** The names in it that are there. */
    List<String> list() throws IOException {
        var names = new ArrayList<String>();
        for (var part : parts) {
            for (var name : tree.list(part)) {
                if (!names.contains(name) && look(name).isPresent()) {
                    names.add(name);
                }
            }
        }
        names.sort(null);
        return names;
    }

    /** Whether a directory hides what layers below have in its place. */
    static boolean opaque(Tree tree, Handle directory) throws IOException {
        for (var name : List.of("trusted.overlay.opaque", "user.overlay.opaque")) {
            var value = tree.attribute(directory, name);
            if (value.isPresent() && value.get().length == 1 && value.get()[0] == 'y') {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        for (var part : parts) {
            part.close();
        }
    }
}
