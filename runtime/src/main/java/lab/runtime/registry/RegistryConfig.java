package lab.runtime.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.runtime.image.Json;

/**
 * What a user says about registries, in {@code registries.json}, with the names of Docker's daemon where it has them.
 *
 * @param mirrors addresses that are asked for images of Docker's hub before the hub itself, {@code registry-mirrors}
 * @param insecure registries that are spoken to in plain HTTP, {@code insecure-registries}
 * @param realms where else a registry may have passwords checked, {@code token-realms}: a registry's host and that of its tokens
 */
public record RegistryConfig(List<String> mirrors, Set<String> insecure, Map<String, String> realms) {

    private static final List<String> KNOWN = List.of("registry-mirrors", "insecure-registries", "token-realms");

    /** Nothing said. */
    public static final RegistryConfig NONE = new RegistryConfig(List.of(), Set.of(), Map.of());

    /** Copies the collections. */
    public RegistryConfig {
        mirrors = List.copyOf(mirrors);
        insecure = Set.copyOf(insecure);
        realms = Map.copyOf(realms);
    }

    /** What stands in a file, which may not be there. */
    public static RegistryConfig read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return NONE;
        }
        var json = Json.parse(Files.readAllBytes(file), file.toString());
        for (var name : json.names()) {
            if (!KNOWN.contains(name)) {
                throw new RegistryException(file + ": \"" + RegistryException.printable(name)
                        + "\" is not known; there are " + String.join(", ", KNOWN));
            }
        }
        return new RegistryConfig(
                json.texts("registry-mirrors"),
                new HashSet<>(json.texts("insecure-registries")),
                json.textMap("token-realms"));
    }

    /** The file of a user. */
    public static Path file(Map<String, String> env, Path home) {
        var folder = env.getOrDefault("XDG_CONFIG_HOME", "");
        return (folder.startsWith("/") ? Path.of(folder) : home.resolve(".config")).resolve("lab/registries.json");
    }
}
