package lab.runtime.registry;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.image.Descriptor;
import lab.runtime.image.Digest;
import lab.runtime.image.HostNames;
import lab.runtime.image.ImageName;
import lab.runtime.image.ImageStore;
import lab.runtime.image.Index;
import lab.runtime.image.Manifest;
import lab.runtime.image.MediaType;

/** Puts an image of the store into a registry: what it is made of first, its manifest last. */
public final class Push {

    private static final int SMALL = 1 << 20;
    private static final int CHUNK = 32 << 20;

    private final ImageStore store;
    private final Access access;
    private final Progress progress;
    private final int chunk;

    /** Pushes from a store. */
    public Push(ImageStore store, Access access, Progress progress) {
        this(store, access, progress, CHUNK);
    }

    /**
     * The same.
     *
     * @param chunk how much goes in one request
     */
    Push(ImageStore store, Access access, Progress progress, int chunk) {
        this.chunk = chunk;
        this.store = store;
        this.access = access;
        this.progress = progress;
    }

    /**
     * Pushes an image.
     *
     * @return the descriptor of its manifest or index
     */
    public Descriptor run(ImageName name) throws IOException {
        if (HostNames.isOne(name.familiar())) {
            throw new RegistryException(
                    "\"" + name.familiar() + "\" has no registry in its name; give it one that has: " + "lab tag "
                            + name.familiar() + " 127.0.0.1:" + RegistryServer.PORT + "/" + name.familiar());
        }
        var entry = store.resolve(name.toString())
                .orElseThrow(() ->
                        new RegistryException("An image does not exist locally with the tag: " + name.familiar()));
        var remote = Remote.connect(name.registry(), access);
        var manifests = new LinkedHashMap<Digest, Descriptor>();
        var blobs = new LinkedHashMap<Digest, Descriptor>();
        var layers = new LinkedHashMap<Digest, Descriptor>();
        collect(entry, manifests, blobs, layers);
        layers.keySet().forEach(layer -> progress.step(layer, Progress.Step.NEEDED));
        var elsewhere = elsewhere(name);
        var transfers = new ArrayList<Transfers.Transfer>();
        for (var blob : blobs.values()) {
            var shown = layers.containsKey(blob.digest());
            transfers.add(() -> blob(remote, name.repository(), blob, elsewhere, shown));
        }
        Transfers.all(transfers);
        for (var manifest : manifests.values()) {
            var top = manifest.digest().equals(entry.digest());
            put(
                    remote,
                    name,
                    manifest,
                    top ? name.reference() : manifest.digest().toString());
        }
        return entry;
    }

    /** Collects what an image is made of, its own parts before it. */
    private void collect(
            Descriptor image,
            Map<Digest, Descriptor> manifests,
            Map<Digest, Descriptor> blobs,
            Map<Digest, Descriptor> layers)
            throws IOException {
        var bytes = store.blobs().read(image.digest(), Manifest.LIMIT);
        if (MediaType.isIndex(image.mediaType())) {
            for (var one : Index.parse(bytes, image.mediaType()).manifests()) {
                if (!store.blobs().has(one.digest())) {
                    throw new RegistryException("the image for "
                            + one.platform().map(Object::toString).orElse("another platform")
                            + " is not here; only whole lists of images can be pushed");
                }
                collect(one, manifests, blobs, layers);
            }
        } else {
            var manifest = Manifest.parse(bytes, image.mediaType());
            manifest.layers().forEach(layer -> layers.put(layer.digest(), layer));
            manifest.layers().forEach(layer -> blobs.put(layer.digest(), layer));
            blobs.put(manifest.config().digest(), manifest.config());
        }
        manifests.put(image.digest(), image);
    }

    /** In which other repositories of the registry a layer should be, since images of that name have it. */
    private Map<Digest, String> elsewhere(ImageName name) throws IOException {
        var repositories = new HashMap<Digest, String>();
        for (var image : store.list()) {
            if (!image.name().isEmpty() && !HostNames.isOne(image.name())) {
                var other = ImageName.parse(image.name());
                if (other.registry().equals(name.registry())
                        && !other.repository().equals(name.repository())) {
                    image.manifest().layers().forEach(layer -> repositories.put(layer.digest(), other.repository()));
                }
            }
        }
        return repositories;
    }

    private void blob(Remote remote, String repository, Descriptor blob, Map<Digest, String> elsewhere, boolean shown)
            throws IOException {
        var way = new Upload(remote, repository, store.blobs(), access.patience(), chunk)
                .run(blob, Optional.ofNullable(elsewhere.get(blob.digest())), done -> {
                    if (shown) {
                        progress.bytes(blob.digest(), done, blob.size());
                    }
                });
        if (shown) {
            progress.step(
                    blob.digest(),
                    switch (way) {
                        case EXISTED -> Progress.Step.EXISTS;
                        case MOUNTED -> Progress.Step.MOUNTED;
                        case SENT -> Progress.Step.PUSHED;
                    });
        }
    }

    private void put(Remote remote, ImageName name, Descriptor manifest, String reference) throws IOException {
        var bytes = store.blobs().read(manifest.digest(), Manifest.LIMIT);
        var scopes = List.of(Upload.push(name.repository()));
        var request = Request.of("PUT", remote.path(name.repository(), "manifests/" + reference), scopes)
                .with("Content-Type", manifest.mediaType())
                .with(() -> BodyPublishers.ofByteArray(bytes));
        var answer = remote.transport().send(request, SMALL);
        remote.refuse(answer, name.repository(), "the manifest of " + name.familiar());
        var said = answer.header("Docker-Content-Digest");
        if (said.startsWith("sha256:") && !said.equals(manifest.digest().toString())) {
            throw new RegistryException("digest mismatch: " + remote.name() + " has stored "
                    + RegistryException.printable(said) + " and not " + manifest.digest());
        }
    }
}
