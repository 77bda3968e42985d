package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import lab.runtime.file.Change;
import lab.runtime.file.Changes;
import lab.runtime.file.LayerWriter;
import lab.runtime.file.RawText;
import lab.runtime.file.Tree;
import lab.runtime.image.Image;
import lab.runtime.image.StoreWriter;
import lab.runtime.image.StoredLayer;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.IdMaps;
import lab.runtime.namespace.NamespaceType;
import org.jspecify.annotations.Nullable;

/**
 * What a container has changed: the upper folder of its overlay beside the layers of its image.
 *
 * @param folder where its changed files are
 */
record ChangedFiles(ContainerSpec spec, Image image, Path folder) {

    /** The files of the container while it does not run. */
    Tree files(MappedCopies copies) throws IOException {
        var map = map();
        if (map != null) {
            copies.map(map);
        }
        return Trees.ended(spec, image, folder, map, copies);
    }

    /** The changes in the order of their paths. */
    List<Change> list() throws IOException {
        var changes = new ArrayList<Change>();
        if (folder.resolve("upper").toFile().isDirectory()) {
            walk(tree -> (change, file, node, opaque) -> changes.add(change));
        }
        changes.sort(Comparator.comparing(Change::path));
        return changes;
    }

    /**
     * Writes the changes as a layer.
     *
     * @param latest no file is newer, in seconds since 1970
     */
    StoredLayer layer(StoreWriter writer, long latest) throws IOException {
        return writer.layer(out -> walk(tree -> new LayerWriter(tree, out, latest)));
    }

    /** Takes the tree with the changed files. */
    private interface Visit {
        /** What visits them. */
        Changes.Visitor in(Tree tree);
    }

    /** Goes through the changes; owners are those that the container sees. */
    private void walk(Visit visit) throws IOException {
        var layers = new ArrayList<>(image.layers().stream()
                .map(layer -> RawText.of(layer.toAbsolutePath().toString()))
                .toList());
        Collections.reverse(layers);
        try (var changed = Trees.owned(folder.resolve("upper"), map());
                var store = Trees.owned(Path.of("/"), null)) {
            Changes.walk(changed, store, layers, visit.in(changed));
        }
    }

    /** How ids inside are those of the host; a container's later starts take the same. */
    private @Nullable IdMap map() throws IOException {
        return spec.namespaces().host(NamespaceType.USER) ? null : new IdMaps(Path.of("/etc")).choose();
    }
}
