package lab.runtime.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import lab.runtime.image.Descriptor;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageConfig;
import lab.runtime.image.ImageException;
import lab.runtime.image.ImageStore;
import lab.runtime.image.Index;
import lab.runtime.image.Manifest;
import lab.runtime.image.MediaType;

/** {@code /v2/NAME/manifests/REFERENCE}: hands manifests out, and takes in what can be run. */
final class ManifestEndpoint {

    private static final String DIGEST_HEADER = "Docker-Content-Digest";

    private final ImageStore store;
    private final ServedNames names;
    private final Lease lease;

    ManifestEndpoint(ImageStore store, ServedNames names, Lease lease) {
        this.store = store;
        this.names = names;
        this.lease = lease;
    }

    void get(Reply reply, String repository, String reference) throws IOException {
        var digest = RegistryServer.digest(reference);
        byte[] bytes;
        String type;
        if (digest.isPresent()) {
            bytes = read(digest.get());
            type = type(bytes);
        } else {
            var found = names.tagged(repository, reference).orElseThrow(() -> unknown(repository + ":" + reference));
            bytes = read(found.digest());
            type = found.mediaType();
        }
        reply.header(DIGEST_HEADER, Digest.of(bytes).toString()).bytes(200, type, bytes);
    }

    /** Only a document that is one is handed out as one, though every blob has a digest. */
    private static String type(byte[] bytes) throws IOException {
        try {
            var document = Document.of(bytes, "", "the blob");
            if (document.isIndex()) {
                Index.parse(bytes, document.mediaType());
            } else {
                Manifest.parse(bytes, document.mediaType());
            }
            return document.mediaType();
        } catch (ImageException e) {
            throw new Reply.Refusal(404, "MANIFEST_UNKNOWN", "there is a blob of that digest, and it is no manifest");
        }
    }

    private byte[] read(Digest digest) throws IOException {
        if (!store.blobs().has(digest)) {
            throw unknown(digest.toString());
        }
        try {
            return store.blobs().read(digest, Manifest.LIMIT);
        } catch (ImageException e) {
            throw new Reply.Refusal(404, "MANIFEST_UNKNOWN", String.valueOf(e.getMessage()));
        }
    }

    void put(HttpExchange exchange, Reply reply, String repository, String reference) throws IOException {
        var bytes = exchange.getRequestBody().readNBytes(Manifest.LIMIT + 1);
        if (bytes.length > Manifest.LIMIT) {
            throw new Reply.Refusal(413, "MANIFEST_INVALID", "a manifest has " + Manifest.LIMIT + " bytes at most");
        }
        var digest = RegistryServer.digest(reference);
        if (digest.isPresent() && !digest.get().equals(Digest.of(bytes))) {
            throw new Reply.Refusal(400, "DIGEST_INVALID", "the manifest has the digest " + Digest.of(bytes));
        }
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        try {
            var document = Document.of(bytes, type == null ? "" : type, "the manifest");
            check(document);
            var writer = lease.writer();
            var stored = writer.put(document.mediaType(), bytes);
            if (digest.isPresent()) {
                writer.keep(stored);
            } else {
                writer.tag(ServedNames.name(repository, reference), stored);
            }
            reply.header(DIGEST_HEADER, stored.digest().toString())
                    .header("Location", "/v2/" + repository + "/manifests/" + stored.digest())
                    .empty(201);
        } catch (ImageException | RegistryException e) {
            throw new Reply.Refusal(400, "MANIFEST_INVALID", String.valueOf(e.getMessage()));
        }
    }

    /** Takes only what is whole and can be run: all that comes after trusts the store. */
    private void check(Document document) throws IOException {
        if (document.isIndex()) {
            have(Index.parse(document.bytes(), document.mediaType()).manifests(), "MANIFEST_UNKNOWN");
            return;
        }
        var manifest = Manifest.parse(document.bytes(), document.mediaType());
        var type = manifest.config().mediaType();
        if (!type.equals(MediaType.CONFIG) && !type.equals(MediaType.DOCKER_CONFIG)) {
            throw new Reply.Refusal(400, "MANIFEST_INVALID", "this registry takes images, not \"" + type + "\"");
        }
        have(manifest.layers(), "MANIFEST_BLOB_UNKNOWN");
        have(List.of(manifest.config()), "MANIFEST_BLOB_UNKNOWN");
        var config = ImageConfig.parse(store.blobs().read(manifest.config().digest(), ImageStore.CONFIG_LIMIT));
        if (config.diffIds().size() != manifest.layers().size()) {
            throw new Reply.Refusal(
                    400,
                    "MANIFEST_INVALID",
                    "it has " + manifest.layers().size() + " layers, and a configuration for "
                            + config.diffIds().size());
        }
    }

    private void have(List<Descriptor> blobs, String code) throws IOException {
        for (var blob : blobs) {
            var size = store.blobs().size(blob.digest());
            if (size.isEmpty()) {
                throw new Reply.Refusal(404, code, blob.digest() + " is not here; push it first");
            }
            if (size.get() != blob.size()) {
                throw new Reply.Refusal(400, "SIZE_INVALID", blob.digest() + " has " + size.get() + " bytes");
            }
        }
    }

    private static Reply.Refusal unknown(String what) {
        return new Reply.Refusal(404, "MANIFEST_UNKNOWN", "there is no image " + what);
    }
}
