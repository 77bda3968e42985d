package lab.runtime.registry;

import lab.runtime.image.Descriptor;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageException;
import lab.runtime.image.Json;
import lab.runtime.image.MediaType;

/**
 * A manifest or an index as it came, byte for byte: its digest is its name.
 *
 * @param mediaType what it is
 * @param bytes its bytes
 * @param digest their digest
 */
record Document(String mediaType, byte[] bytes, Digest digest) {

    private static final String DOCKER_1 = "application/vnd.docker.distribution.manifest.v1";

    /**
     * A document with the type that its sender or it itself names.
     *
     * @param contentType what the sender says
     */
    static Document of(byte[] bytes, String contentType, String where) throws ImageException, RegistryException {
        var semicolon = contentType.indexOf(';');
        var said = (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
        if (said.startsWith(DOCKER_1)) {
            throw ancient(where);
        }
        if (MediaType.isIndex(said) || MediaType.isManifest(said)) {
            return new Document(said, bytes, Digest.of(bytes));
        }
        // A server that does not know manifests sends text or octets.
        var json = Json.parse(bytes, where);
        if (json.has("fsLayers")) {
            throw ancient(where);
        }
        var own = json.text("mediaType").orElse(json.has("manifests") ? MediaType.INDEX : MediaType.MANIFEST);
        return new Document(own, bytes, Digest.of(bytes));
    }

    Descriptor descriptor() {
        return new Descriptor(mediaType, digest, bytes.length);
    }

    boolean isIndex() {
        return MediaType.isIndex(mediaType);
    }

    private static RegistryException ancient(String where) {
        return new RegistryException(
                where + " is in Docker's first format, which is no longer read; push the image again with "
                        + "any Docker since 1.10");
    }
}
