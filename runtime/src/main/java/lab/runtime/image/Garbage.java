package lab.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import lab.runtime.kernel.FileLock;
import lab.runtime.layer.RemoveTree;

/**
 * Removes blobs and unpacked layers that no image needs, and what writers left that were killed. It has the whole lock on the blobs
 * meanwhile, so nobody is just about to use one of them.
 */
final class Garbage {

    private final Blobs blobs;
    private final Path layers;
    private final Set<Digest> reached = new HashSet<>();
    private final Set<String> folders = new HashSet<>();

    Garbage(Blobs blobs, Path layers) {
        this.blobs = blobs;
        this.layers = layers;
    }

    /**
     * Collects it.
     *
     * @param inUse what containers were made of: it stays beside what the index names
     * @return how many bytes of blobs were freed
     * @throws ImageException if somebody writes to the store
     */
    static long collect(ImageStore store, RefIndex index, Path layers, Collection<Descriptor> inUse)
            throws IOException {
        var blobs = store.blobs();
        blobs.create();
        var lock = FileLock.tryWhole(blobs.folder());
        if (lock.isEmpty()) {
            throw new ImageException("the images are being written to: try again when that is done");
        }
        try (var held = lock.get()) {
            var garbage = new Garbage(blobs, layers);
            for (var root : index.read()) {
                garbage.reach(root);
            }
            for (var root : inUse) {
                garbage.reach(root);
            }
            return garbage.sweep();
        }
    }

    /** Deletes some blobs as far as no image needs them, unless somebody else writes just now: then they stay for the next collection. */
    static void drop(ImageStore store, RefIndex index, Path layers, Collection<Digest> blobs) throws IOException {
        var lock = FileLock.tryWhole(store.blobs().folder());
        if (lock.isPresent()) {
            try (var held = lock.get()) {
                var garbage = new Garbage(store.blobs(), layers);
                for (var root : index.read()) {
                    garbage.reach(root);
                }
                for (var blob : blobs) {
                    if (!garbage.reached.contains(blob)) {
                        store.blobs().delete(blob);
                    }
                }
            }
        }
    }

    /** Marks a document and all that it names, as far as it is here: of an index often one machine's image is. */
    private void reach(Descriptor descriptor) throws IOException {
        if (!blobs.has(descriptor.digest()) || !reached.add(descriptor.digest())) {
            return;
        }
        if (MediaType.isIndex(descriptor.mediaType())) {
            var bytes = blobs.read(descriptor.digest(), Manifest.LIMIT);
            for (var entry : Index.parse(bytes, descriptor.mediaType()).manifests()) {
                reach(entry);
            }
        } else if (MediaType.isManifest(descriptor.mediaType())) {
            var bytes = blobs.read(descriptor.digest(), Manifest.LIMIT);
            var manifest = Manifest.parse(bytes, descriptor.mediaType());
            reached.add(manifest.config().digest());
            manifest.layers().forEach(layer -> reached.add(layer.digest()));
            if (blobs.has(manifest.config().digest())) {
                var config = ImageConfig.parse(blobs.read(manifest.config().digest(), ImageStore.CONFIG_LIMIT));
                folders.addAll(Layers.names(config.diffIds()));
            }
        }
    }

    private long sweep() throws IOException {
        var freed = blobs.sweep();
        for (var digest : blobs.list()) {
            if (!reached.contains(digest)) {
                freed += blobs.size(digest).orElse(0L);
                blobs.delete(digest);
            }
        }
        if (Files.isDirectory(layers)) {
            try (var all = Files.newDirectoryStream(layers)) {
                for (var folder : all) {
                    if (!needed(folder.getFileName().toString())) {
                        remove(folder);
                    }
                }
            }
        }
        return freed;
    }

    /** A layer's folder, or a copy of it with other owners, whose name is longer. */
    private boolean needed(String name) {
        return folders.stream().anyMatch(folder -> name.equals(folder) || name.startsWith(folder + "-"));
    }

    /** Whoever is killed in the middle leaves no half layer under its name. */
    private void remove(Path folder) throws IOException {
        var gone = folder.resolveSibling(Blobs.TEMPORARY + "-gone-" + folder.getFileName());
        if (!folder.getFileName().toString().startsWith(Blobs.TEMPORARY)) {
            Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
            RemoveTree.remove(gone);
        } else {
            RemoveTree.remove(folder);
        }
    }
}
