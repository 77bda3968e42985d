package lab.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The unpacked layers of a store: a folder for each, named by its diffId. A folder appears whole or not at all. */
final class Layers {

    private final Blobs blobs;
    private final Path folder;

    Layers(Blobs blobs, Path folder) {
        this.blobs = blobs;
        this.folder = folder;
    }

    static Path folder(Path layers, Digest diffId) {
        return layers.resolve(diffId.algorithm().equals("sha256") ? diffId.hex() : "sha512-" + diffId.hex());
    }

    Path folder() {
        return folder;
    }

    boolean has(Digest diffId) {
        return Files.isDirectory(folder(folder, diffId));
    }

    /** Unpacks the layers of an image that are not yet. */
    void unpack(Image image) throws IOException {
        for (var i = 0; i < image.config().diffIds().size(); i++) {
            var diffId = image.config().diffIds().get(i);
            if (!has(diffId)) {
                LayerFolder.unpack(blobs.file(image.manifest().layers().get(i).digest()), folder(folder, diffId));
            }
        }
    }
}
