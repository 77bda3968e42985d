package lab.runtime.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An image of the store.
 *
 * @param name its name, such as {@code base} or {@code docker.io/library/alpine:latest}; empty if it has none
 * @param descriptor the descriptor of its manifest
 * @param manifest its manifest
 * @param config its configuration
 * @param folder where unpacked layers lie
 */
public record Image(String name, Descriptor descriptor, Manifest manifest, ImageConfig config, Path folder) {

    /** Checks that manifest and configuration agree on the number of layers. */
    public Image {
        if (manifest.layers().size() != config.diffIds().size()) {
            throw new IllegalArgumentException("its manifest names "
                    + manifest.layers().size() + " layers and its configuration "
                    + config.diffIds().size());
        }
    }

    /** The digest of its manifest. */
    public Digest digest() {
        return descriptor.digest();
    }

    /** Its id: the digest of its configuration. */
    public Digest id() {
        return manifest.config().digest();
    }

    /** When it was made. */
    public Instant created() {
        return config.created().orElse(Instant.EPOCH);
    }

    /** The size of its blobs in bytes. */
    public long size() {
        return manifest.size();
    }

    /** The folders of its unpacked layers, the lowest first; they are there once {@link ImageStore#open} has given the image. */
    public List<Path> layers() {
        return IntStream.range(0, config.diffIds().size())
                .mapToObj(i -> Layers.folder(folder, config.diffIds(), i))
                .toList();
    }
}
