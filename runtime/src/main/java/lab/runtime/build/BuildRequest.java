package lab.runtime.build;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What shall be built.
 *
 * @param context the folder that files are copied from
 * @param file the Dockerfile
 * @param tags names for the image
 * @param arguments values for what {@code ARG} declares
 * @param target the stage to build; empty for the last one
 * @param cache whether steps that were built before are taken as they are
 * @param epoch the time that the image says it was made at, and no file in it is newer; empty for now
 * @param labels notes for the containers that steps run in
 */
public record BuildRequest(
        Path context,
        Path file,
        List<String> tags,
        Map<String, String> arguments,
        String target,
        boolean cache,
        Optional<Instant> epoch,
        Map<String, String> labels) {

    /** Copies the collections. */
    public BuildRequest {
        tags = List.copyOf(tags);
        arguments = Map.copyOf(arguments);
        labels = Map.copyOf(labels);
    }
}
