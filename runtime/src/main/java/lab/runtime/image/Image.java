package lab.runtime.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An image of the store, ready to run.
 *
 * @param name its reference name, such as {@code base}
 * @param digest the digest of its manifest
 * @param created when it was made
 * @param size the size of its blobs in bytes
 * @param layers the folders of its unpacked layers, the lowest first
 * @param config its configuration
 */
public record Image(String name, String digest, Instant created, long size, List<Path> layers, ImageConfig config) {

    /** Copies the list. */
    public Image {
        layers = List.copyOf(layers);
    }

    /**
     * What a container of the image does unless told otherwise; OCI image-spec, "config".
     *
     * @param command the default command
     * @param env the environment
     * @param workdir the working directory
     */
    public record ImageConfig(List<String> command, Map<String, String> env, String workdir) {

        /** Copies the collections. */
        public ImageConfig {
            command = List.copyOf(command);
            env = Map.copyOf(env);
        }
    }
}
