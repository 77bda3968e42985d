package lab.runtime.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import lab.runtime.image.BlobWriter;
import lab.runtime.image.Descriptor;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageConfig;
import lab.runtime.image.ImageName;
import lab.runtime.image.ImageStore;
import lab.runtime.image.Index;
import lab.runtime.image.Manifest;
import lab.runtime.image.MediaType;
import lab.runtime.image.Platform;
import lab.runtime.image.StoreWriter;

/** Brings an image from a registry into the store. It has its name there when all of it has come, and not before. */
public final class Pull {

    /** How deep lists of lists may be. */
    private static final int DEEPEST = 3;

    private final ImageStore store;
    private final Access access;
    private final Progress progress;

    /** What came. */
    public Pull(ImageStore store, Access access, Progress progress) {
        this.store = store;
        this.access = access;
        this.progress = progress;
    }

    /**
     * What was pulled.
     *
     * @param digest the digest that the name stands for in the registry
     * @param newer whether the store had another image under that name, or none
     */
    public record Pulled(Digest digest, boolean newer) {}

    /** The document that a name stands for, and who has it. */
    private record Found(Remote remote, Document document) {}

    /**
     * Pulls an image.
     *
     * @param wanted the platform that was asked for; if none was, this machine's is taken where there is a choice
     */
    public Pulled run(ImageName name, Optional<Platform> wanted) throws IOException {
        var found = find(name);
        var top = found.document;
        var document = top;
        for (var depth = 0; document.isIndex(); depth++) {
            document = choose(found.remote, name, document, wanted.orElse(Platform.current()), depth);
        }
        var manifest = Manifest.parse(document.bytes(), document.mediaType());
        var type = manifest.config().mediaType();
        if (!type.equals(MediaType.CONFIG) && !type.equals(MediaType.DOCKER_CONFIG)) {
            throw new RegistryException(
                    name.familiar() + " is no image to run but holds \"" + RegistryException.printable(type) + "\"");
        }
        var before = store.resolve(name.toString()).map(Descriptor::digest);
        var descriptor = document.descriptor();
        try (var writer = store.writer()) {
            var config = config(found.remote, name, manifest.config());
            check(name, manifest, ImageConfig.parse(config), wanted);
            layers(found.remote, name, manifest, writer);
            writer.put(type, config);
            writer.put(document.mediaType(), document.bytes());
            writer.tag(name.toString(), descriptor);
        }
        return new Pulled(top.digest(), !before.equals(Optional.of(descriptor.digest())));
    }

    private Found find(ImageName name) throws IOException {
        if (name.registry().equals(ImageName.DOCKER_HUB)) {
            for (var address : access.config().mirrors()) {
                var found = mirrored(address, name);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        var remote = Remote.connect(name.registry(), access);
        var document = remote.manifest(
                name.repository(), name.reference(), name.digest().map(Digest::parse));
        return new Found(
                remote,
                document.orElseThrow(() -> new RegistryException(
                        "manifest for " + name.familiar() + " not found: " + name.registry() + " has no "
                                + name.repository() + " of that "
                                + (name.digest().isPresent() ? "digest" : "tag"),
                        404)));
    }

    /** A mirror that does not answer, or does not have it, is passed by. */
    private Optional<Found> mirrored(String address, ImageName name) throws IOException {
        try {
            var mirror = Remote.mirror(address, access);
            return mirror.manifest(
                            name.repository(), name.reference(), name.digest().map(Digest::parse))
                    .map(document -> new Found(mirror, document));
        } catch (RegistryException | BrokenTransferException e) {
            System.getLogger(Pull.class.getName())
                    .log(System.Logger.Level.DEBUG, "the mirror " + address + " is passed by", e);
            return Optional.empty();
        }
    }

    private static Document choose(Remote remote, ImageName name, Document list, Platform platform, int depth)
            throws IOException {
        if (depth == DEEPEST) {
            throw new RegistryException(name.familiar() + " is a list of lists of lists, deeper than any image is");
        }
        var index = Index.parse(list.bytes(), list.mediaType());
        var chosen = index.choose(platform);
        if (chosen.isEmpty()) {
            throw new RegistryException("no matching manifest for " + platform + ": " + name.familiar() + " is for "
                    + platforms(index.manifests()));
        }
        var digest = chosen.get().digest();
        if (chosen.get().size() > Manifest.LIMIT) {
            throw new RegistryException("the manifest " + digest + " has more bytes than any manifest may have");
        }
        return remote.manifest(name.repository(), digest.toString(), Optional.of(digest))
                .orElseThrow(() -> new RegistryException(
                        name.familiar() + " lists " + digest + ", which is not in the registry", 404));
    }

    private static String platforms(List<Descriptor> manifests) {
        var names = new LinkedHashSet<String>();
        manifests.forEach(one -> one.platform().ifPresent(platform -> names.add(platform.toString())));
        return names.isEmpty() ? "none that it names" : RegistryException.printable(String.join(", ", names));
    }

    /** The configuration, which must fit before anything large is fetched. */
    private byte[] config(Remote remote, ImageName name, Descriptor config) throws IOException {
        if (config.size() > ImageStore.CONFIG_LIMIT) {
            throw new RegistryException("the configuration of " + name.familiar() + " has " + config.size() + " bytes; "
                    + ImageStore.CONFIG_LIMIT + " are the most that is taken");
        }
        return store.blobs().has(config.digest())
                ? store.blobs().read(config.digest(), ImageStore.CONFIG_LIMIT)
                : remote.small(name.repository(), config);
    }

    private static void check(ImageName name, Manifest manifest, ImageConfig config, Optional<Platform> wanted)
            throws RegistryException {
        if (wanted.isPresent() && !wanted.get().accepts(config.platform())) {
            throw new RegistryException(name.familiar() + " is for " + config.platform() + ", not for " + wanted.get());
        }
        if (config.diffIds().size() != manifest.layers().size()) {
            throw new RegistryException(
                    name.familiar() + " has " + manifest.layers().size() + " layers, and a configuration for "
                            + config.diffIds().size());
        }
    }

    private void layers(Remote remote, ImageName name, Manifest manifest, StoreWriter writer) throws IOException {
        var transfers = new ArrayList<Transfers.Transfer>();
        var seen = new LinkedHashSet<Digest>();
        for (var layer : manifest.layers()) {
            if (seen.add(layer.digest())) {
                progress.step(layer.digest(), Progress.Step.NEEDED);
                transfers.add(() -> layer(remote, name.repository(), layer, writer));
            }
        }
        Transfers.all(transfers);
    }

    private void layer(Remote remote, String repository, Descriptor layer, StoreWriter writer) throws IOException {
        if (store.blobs().has(layer.digest())) {
            progress.step(layer.digest(), Progress.Step.EXISTS);
            return;
        }
        blob(remote, repository, layer, writer);
        progress.step(layer.digest(), Progress.Step.DOWNLOADED);
    }

    /**
     * Fetches a blob, as often as something of it comes. What an earlier pull left is taken up; if the whole then has another digest, that
     * was to blame, and all of it is asked for once more.
     */
    private void blob(Remote remote, String repository, Descriptor blob, StoreWriter writer) throws IOException {
        try (var out = writer.resume(blob)) {
            var resumed = out.position() > 0;
            transfer(remote, repository, blob, out);
            try {
                out.commit();
                return;
            } catch (IOException e) {
                if (!resumed) {
                    throw e;
                }
            }
        }
        try (var out = writer.blob(blob)) {
            transfer(remote, repository, blob, out);
            out.commit();
        }
    }

    private void transfer(Remote remote, String repository, Descriptor blob, BlobWriter out) throws IOException {
        for (var failures = 0; out.position() < blob.size(); failures++) {
            var before = out.position();
            IOException problem;
            var wait = Duration.ZERO;
            try {
                remote.blob(repository, blob, out, done -> progress.bytes(blob.digest(), done, blob.size()));
                problem = new BrokenTransferException(
                        "blob " + blob.digest() + " ended after " + out.position() + " of " + blob.size() + " bytes");
            } catch (BrokenTransferException e) {
                problem = e;
            } catch (BusyException e) {
                problem = e;
                wait = e.retryAfter();
            }
            if (out.position() > before) {
                failures = 0;
            }
            if (out.position() < blob.size()) {
                if (failures + 1 >= access.patience().attempts()) {
                    throw problem;
                }
                progress.step(blob.digest(), Progress.Step.RETRYING);
                access.patience().pause(failures, wait);
            }
        }
    }
}
