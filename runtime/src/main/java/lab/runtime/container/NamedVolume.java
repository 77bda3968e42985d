package lab.runtime.container;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * A folder that outlives the containers that see it.
 *
 * @param name its name
 * @param created when it was made
 * @param labels notes
 * @param anonymous whether it was made for a container that named none, and goes with that if asked to
 * @param folder where its files lie
 */
public record NamedVolume(String name, Instant created, Map<String, String> labels, boolean anonymous, Path folder) {

    /** Copies the map. */
    public NamedVolume {
        labels = Map.copyOf(labels);
    }
}
