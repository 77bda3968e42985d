package lab.runtime.container;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the lab keeps what it makes; XDG base directory specification.
 *
 * @param runtime running containers; gone with the next boot
 * @param data images, layers, changed files of containers
 * @param state progress and journal
 */
public record LabPaths(Path runtime, Path data, Path state) {

    /** The paths of a user, from the environment. */
    public static LabPaths of(Map<String, String> env, int uid, Path home) {
        var runtime = uid == 0 ? Path.of("/run") : dir(env, "XDG_RUNTIME_DIR").orElse(Path.of("/tmp/lab-" + uid));
        return new LabPaths(
                runtime.resolve("lab"),
                dir(env, "XDG_DATA_HOME").orElse(home.resolve(".local/share")).resolve("lab"),
                dir(env, "XDG_STATE_HOME").orElse(home.resolve(".local/state")).resolve("lab"));
    }

    /** The folder with a folder for each container. */
    public Path containers() {
        return runtime.resolve("containers");
    }

    private static Optional<Path> dir(Map<String, String> env, String name) {
        return Optional.ofNullable(env.get(name)).filter(v -> v.startsWith("/")).map(Path::of);
    }
}
