package lab.runtime.image;

import java.util.Set;

/** Media types of image documents and layers, OCI's and the older ones of Docker that mean the same. */
public final class MediaType {

    /** An OCI index. */
    public static final String INDEX = "application/vnd.oci.image.index.v1+json";

    /** An OCI manifest. */
    public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /** An OCI image configuration. */
    public static final String CONFIG = "application/vnd.oci.image.config.v1+json";

    /** A layer as plain tar. */
    public static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

    /** A layer as tar in gzip. */
    public static final String LAYER_GZIP = LAYER + "+gzip";

    /** A layer as tar in Zstandard. */
    public static final String LAYER_ZSTD = LAYER + "+zstd";

    /** Docker's index. */
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

    /** Docker's manifest. */
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    /** Docker's image configuration. */
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

    /** Docker's layer, tar in gzip. */
    public static final String DOCKER_LAYER_GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    private static final Set<String> INDEXES = Set.of(INDEX, DOCKER_LIST);
    private static final Set<String> MANIFESTS = Set.of(MANIFEST, DOCKER_MANIFEST);

    private MediaType() {}

    /** Whether a document of that type lists manifests. */
    public static boolean isIndex(String type) {
        return INDEXES.contains(type);
    }

    /** Whether a document of that type is the manifest of one image. */
    public static boolean isManifest(String type) {
        return MANIFESTS.contains(type);
    }
}
