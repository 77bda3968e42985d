package lab.runtime.image;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;
import lab.runtime.kernel.Fd;

/**
 * Writes to the store. As long as it is open nobody collects garbage, so that blobs without an image yet are safe: open it before the first
 * blob, close it after the image has its name. Any number may be open at once, in this JVM and in others.
 */
public final class StoreWriter implements AutoCloseable {

    private final Blobs blobs;
    private final RefIndex index;
    private final Fd lock;

    StoreWriter(Blobs blobs, RefIndex index, Fd lock) {
        this.blobs = blobs;
        this.index = index;
        this.lock = lock;
    }

    /** Writes a blob's content. */
    public interface Content {
        /** Writes all of it; the stream is not to be closed. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** A new blob whose digest will show. */
    public BlobWriter blob() throws IOException {
        return BlobWriter.create(blobs, blobs.temporary(), null);
    }

    /** A blob that shall come to what a descriptor says. */
    public BlobWriter blob(Descriptor expected) throws IOException {
        return BlobWriter.create(blobs, blobs.temporary(), expected);
    }

    /** The same, going on where an attempt was cut off; what has come stays if this one is, too. */
    public BlobWriter resume(Descriptor expected) throws IOException {
        return BlobWriter.resume(blobs, blobs.partial(expected.digest()), expected);
    }

    /** A short blob, such as a manifest that was received; its bytes stay as they are. */
    public Descriptor put(String mediaType, byte[] bytes) throws IOException {
        return blobs.put(mediaType, bytes);
    }

    /** A layer from a plain tar, stored as it is: its diffId is its digest. */
    public StoredLayer layer(Content tar) throws IOException {
        try (var blob = blob()) {
            tar.writeTo(blob);
            var digest = blob.commit();
            return new StoredLayer(new Descriptor(MediaType.LAYER, digest, blob.position()), digest);
        }
    }

    /**
     * An image of layers that are in the store, as its configuration names them.
     *
     * @return the descriptor of its manifest, for {@link #tag}
     * @throws IllegalArgumentException if the configuration names other layers
     */
    public Descriptor image(ImageConfig config, List<StoredLayer> layers) throws IOException {
        var same = config.diffIds().size() == layers.size()
                && IntStream.range(0, layers.size())
                        .allMatch(i ->
                                config.diffIds().get(i).equals(layers.get(i).diffId()));
        if (!same) {
            throw new IllegalArgumentException("the configuration names other layers than it is given");
        }
        var stored = put(MediaType.CONFIG, config.bytes());
        var manifest =
                Manifest.of(stored, layers.stream().map(StoredLayer::blob).toList());
        return put(MediaType.MANIFEST, manifest.bytes());
    }

    /**
     * Names an image, manifest or index. An image that had the name before stays in the store without it, as with Docker.
     *
     * @param name such as {@code box} or {@code localhost:5000/box:1}
     * @throws ImageNameException if it is no name of an image
     */
    public void tag(String name, Descriptor image) throws IOException {
        var whole = HostNames.index(name);
        index.change(all -> RefIndex.named(all, whole, image));
    }

    /** Keeps an image without a name. */
    public void keep(Descriptor image) throws IOException {
        index.change(all -> {
            if (all.stream().noneMatch(d -> d.digest().equals(image.digest()))) {
                all.add(image.unnamed());
            }
            return all;
        });
    }

    @Override
    public void close() {
        lock.close();
    }
}
