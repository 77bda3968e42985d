package lab.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lab.runtime.kernel.FileLock;

/**
 * The images of this user: an OCI image layout in {@code images}, and beside it {@code layers} with a folder for each unpacked layer,
 * named by its diffId. The images {@code base} and {@code workbench} are made from this host when first asked for.
 *
 * <p>Reading needs no more than this class. Writing goes through {@link #writer()}, from the first blob to the name:
 *
 * <pre>{@code
 * try (var writer = store.writer()) {
 *     var layer = writer.layer(out -> ...);
 *     var config = ImageConfig.scratch(now).plusLayer(layer.diffId(), History.of(now, "COPY . /", false));
 *     writer.tag("box:1", writer.image(config, List.of(layer)));
 * }
 * }</pre>
 */
public final class ImageStore {

    /** The image that needs no network. */
    public static final String BASE = "base";

    /** The image a learner's own shell runs in. */
    public static final String WORKBENCH = "workbench";

    /** {@link #BASE} with a web service, to be put under load. */
    public static final String WEB = "web";

    /** How long an image's configuration may be. */
    public static final int CONFIG_LIMIT = 8 << 20;

    private static final int DEEPEST = 4;
    private static final int SHORTEST_ID = 4;

    private final Path folder;
    private final Blobs blobs;
    private final RefIndex index;
    private final Layers layers;

    /** Images that were read, by digest, so that reading them again finds what is the same. */
    private final Map<Digest, Image> known = new ConcurrentHashMap<>();

    /** The store in a folder, which is made when needed. */
    public ImageStore(Path folder) {
        this.folder = folder;
        this.blobs = new Blobs(folder.resolve("images/blobs"));
        this.index = new RefIndex(folder.resolve("images"));
        this.layers = new Layers(blobs, folder.resolve("layers"));
    }

    /** Its blobs, to read. */
    public Blobs blobs() {
        return blobs;
    }

    /** The folder of the OCI image layout. */
    public Path layout() {
        return folder.resolve("images");
    }

    /** Begins to write; waits while garbage is collected. */
    public StoreWriter writer() throws IOException {
        blobs.create();
        index.create();
        return new StoreWriter(blobs, index, FileLock.share(blobs.folder()));
    }

    /**
     * An image by its name or id, with its layers unpacked. {@code base} and its like are made if they are not here.
     *
     * @throws ImageException if there is none of that name, or it is damaged
     */
    public Image open(String nameOrId) throws IOException {
        var image = get(nameOrId);
        if (!image.layers().stream().allMatch(Files::isDirectory)) {
            try (var writer = writer()) {
                layers.unpack(image);
            }
        }
        return image;
    }

    /** An image by its name or id, whether its layers are unpacked or not. */
    public Image get(String nameOrId) throws IOException {
        var found = find(nameOrId);
        if (found.isEmpty() && HostNames.isOne(nameOrId)) {
            new HostImages(this).make(HostNames.index(nameOrId));
            found = find(nameOrId);
        }
        if (found.isEmpty()) {
            throw new ImageException("no image is called \"" + nameOrId + "\"; `images` lists those that are here");
        }
        return found.get();
    }

    /** An image by its name, its id, or the start of its id; empty if there is none for this machine. */
    public Optional<Image> find(String nameOrId) throws IOException {
        var descriptor = resolve(nameOrId);
        return descriptor.isEmpty() ? Optional.empty() : image(descriptor.get());
    }

    /**
     * The entry of the index that a name, a digest or the start of an id stands for: a manifest, or an index of several machines'.
     *
     * @throws ImageException if an id's start fits several images
     */
    public Optional<Descriptor> resolve(String nameOrId) throws IOException {
        var all = index.read();
        var name = name(nameOrId);
        var named = all.stream()
                .filter(d -> d.refName().isPresent() && d.refName().equals(name))
                .findFirst();
        if (named.isPresent()) {
            return named;
        }
        var digest = nameOrId.substring(nameOrId.indexOf('@') + 1);
        var pinned = all.stream()
                .filter(d -> name.isPresent() && d.digest().toString().equals(digest))
                .findFirst();
        var found = pinned.isPresent() ? pinned : byId(nameOrId, all);
        // An image that is being built has no entry yet: its steps run in containers of what there is of it.
        return found.isEmpty() && ImageName.isDigest(nameOrId) ? manifest(Digest.parse(nameOrId)) : found;
    }

    private Optional<Descriptor> manifest(Digest digest) throws IOException {
        var size = blobs.size(digest);
        if (size.isEmpty() || size.get() > Manifest.LIMIT) {
            return Optional.empty();
        }
        try {
            Manifest.parse(blobs.read(digest, Manifest.LIMIT), MediaType.MANIFEST);
            return Optional.of(new Descriptor(MediaType.MANIFEST, digest, size.get()));
        } catch (ImageException e) {
            // It is another kind of blob, such as the configuration whose digest is an image's id.
            return Optional.empty();
        }
    }

    private Optional<Descriptor> byId(String start, List<Descriptor> all) throws IOException {
        var hex = start.startsWith("sha256:") ? start.substring("sha256:".length()) : start;
        if (hex.length() < SHORTEST_ID || !hex.matches("[0-9a-f]+")) {
            return Optional.empty();
        }
        var matches = new ArrayList<Descriptor>();
        for (var descriptor : all) {
            var image = image(descriptor);
            var fits = descriptor.digest().hex().startsWith(hex)
                    || image.filter(i -> i.id().hex().startsWith(hex)
                                    || i.digest().hex().startsWith(hex))
                            .isPresent();
            if (fits && matches.stream().noneMatch(d -> d.digest().equals(descriptor.digest()))) {
                matches.add(descriptor);
            }
        }
        if (matches.size() > 1) {
            throw new ImageException("several images have an id that starts with " + start + ": give more of it");
        }
        return matches.stream().findFirst();
    }

    private static Optional<String> name(String text) {
        try {
            return Optional.of(HostNames.index(text));
        } catch (ImageNameException e) {
            // It may be an id, which is no name if it is whole.
            return Optional.empty();
        }
    }

    /** All entries of the index, named or not; images of other machines too. */
    public List<Descriptor> entries() throws IOException {
        return index.read();
    }

    /** All images for this machine, an image with two names twice. */
    public List<Image> list() throws IOException {
        var images = new ArrayList<Image>();
        for (var descriptor : index.read()) {
            image(descriptor).ifPresent(images::add);
        }
        return images;
    }

    /** The image that an entry stands for on this machine; of several machines' images the one for this. */
    public Optional<Image> image(Descriptor entry) throws IOException {
        var name = entry.refName().orElse("");
        var read = known.get(entry.digest());
        if (read != null && read.name().equals(name)) {
            return Optional.of(read);
        }
        var manifest = entry;
        for (var depth = 0; MediaType.isIndex(manifest.mediaType()); depth++) {
            var list = Index.parse(blobs.read(manifest.digest(), Manifest.LIMIT), manifest.mediaType());
            var chosen = list.choose(Platform.current());
            if (chosen.isEmpty() || depth == DEEPEST || !blobs.has(chosen.get().digest())) {
                return Optional.empty();
            }
            manifest = chosen.get();
        }
        var image = image(name, manifest);
        known.put(entry.digest(), image);
        return Optional.of(image);
    }

    private Image image(String name, Descriptor descriptor) throws IOException {
        var manifest = Manifest.parse(blobs.read(descriptor.digest(), Manifest.LIMIT), descriptor.mediaType());
        var config = ImageConfig.parse(blobs.read(manifest.config().digest(), CONFIG_LIMIT));
        try {
            return new Image(name, descriptor, manifest, config, layers.folder());
        } catch (IllegalArgumentException e) {
            throw new ImageException("image " + name + " is not well-formed: " + e.getMessage(), e);
        }
    }

    /**
     * Takes a name from an image. The image stays in the store, without it; {@link #remove} removes it.
     *
     * @return whether there was one of that name
     */
    public boolean untag(String name) throws IOException {
        var whole = HostNames.index(name);
        var found = new boolean[1];
        index.change(all -> {
            var named = all.stream()
                    .filter(d -> d.refName().filter(whole::equals).isPresent())
                    .toList();
            all.removeAll(named);
            found[0] = !named.isEmpty();
            for (var old : named) {
                if (all.stream().noneMatch(d -> d.digest().equals(old.digest()))) {
                    all.add(old.unnamed());
                }
            }
            return all;
        });
        return found[0];
    }

    /** Removes an image under all of its names; what no other image needs is left for {@link #collect}. */
    public void remove(Digest image) throws IOException {
        index.change(all -> {
            all.removeIf(d -> d.digest().equals(image));
            return all;
        });
        known.remove(image);
    }

    /**
     * Removes what no image needs, and what writers left that were killed.
     *
     * @param inUse what containers were made of: their images stay, named or not
     * @return how many bytes were freed
     * @throws ImageException if somebody writes to the store
     */
    public long collect(Collection<String> inUse) throws IOException {
        var used = new ArrayList<Descriptor>();
        for (var reference : inUse) {
            resolve(reference).ifPresent(used::add);
        }
        return Garbage.collect(this, index, layers.folder(), used);
    }

    /** Deletes blobs that a failed load has added, as far as no image needs them. */
    void drop(Collection<Digest> added) throws IOException {
        Garbage.drop(this, index, layers.folder(), added);
    }

    /** Which image has how much for itself: the size of the layers that no other image of the store has. */
    public Map<Digest, Long> ownSizes() throws IOException {
        return Sharing.own(list());
    }

    /** Where on this host each file of an image of this host comes from. */
    public static List<Origin> origins(String name) throws IOException {
        return HostImages.origins(name);
    }

    Path folder() {
        return folder;
    }
}
