package lab.runtime.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.image.ImageName;
import lab.runtime.image.Json;
import lab.runtime.kernel.FileLock;
import tools.jackson.jr.ob.JSON;

/**
 * The logins of a user, in Docker's own file: {@code config.json} in {@code $DOCKER_CONFIG} or {@code ~/.docker}. Whoever has logged in
 * with Docker is logged in here. Secrets are in the file, or with a helper that the file names.
 */
public final class Credentials {

    /** What Docker calls its hub in that file. */
    static final String HUB_KEY = "https://index.docker.io/v1/";

    private static final String AUTHS = "auths";

    private final Path file;

    /** The logins of a file, which may not be there. */
    public Credentials(Path file) {
        this.file = file;
    }

    /** The logins of a user. */
    public static Credentials of(Map<String, String> env, Path home) {
        var folder = env.getOrDefault("DOCKER_CONFIG", "");
        return new Credentials((folder.isEmpty() ? home.resolve(".docker") : Path.of(folder)).resolve("config.json"));
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** The login at a registry, by its host as it stands in names of images. */
    public Optional<Login> find(String registry) throws IOException {
        var config = read();
        var helper = helper(config, registry);
        if (helper.isPresent()) {
            return helper.get().get(key(registry));
        }
        var auths = config.object(AUTHS);
        for (var name : auths.names()) {
            if (host(name).equals(host(key(registry)))) {
                var login = login(auths.object(name), name);
                if (login.isPresent()) {
                    return login;
                }
            }
        }
        return Optional.empty();
    }

    /** Keeps a login. Gives the place it is kept in. */
    public String store(String registry, Login login) throws IOException {
        var helper = helper(read(), registry);
        if (helper.isPresent()) {
            helper.get().store(key(registry), login);
            return helper.get().program();
        }
        change(auths -> auths.put(key(registry), Map.of("auth", login.encoded())));
        return file.toString();
    }

    /** Forgets a login; false if there was none. */
    public boolean erase(String registry) throws IOException {
        var there = find(registry).isPresent();
        var helper = helper(read(), registry);
        if (helper.isPresent() && there) {
            helper.get().erase(key(registry));
        }
        if (Files.exists(file)) {
            change(auths -> auths.keySet().removeIf(name -> host(name).equals(host(key(registry)))));
        }
        return there;
    }

    private interface Change {
        void to(Map<String, Object> auths);
    }

    /** Rewrites the file with all that is not ours in it; it appears whole, and only its owner can read it. */
    private void change(Change change) throws IOException {
        var folder = file.toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        FileLock.holding(folder, () -> {
            var config = new LinkedHashMap<String, Object>();
            var auths = new LinkedHashMap<String, Object>();
            if (Files.exists(file)) {
                read();
                config.putAll(JSON.std.mapFrom(Files.readAllBytes(file)));
                if (config.get(AUTHS) instanceof Map<?, ?> old) {
                    old.forEach((name, entry) -> auths.put(String.valueOf(name), entry));
                }
            }
            change.to(auths);
            config.put(AUTHS, auths);
            // A link stays a link, to a file that somebody keeps elsewhere.
            var target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            var temporary = Files.createTempFile(
                    target.getParent(),
                    ".config",
                    ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.write(
                        temporary,
                        JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asBytes(config));
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return config;
        });
    }

    private Json read() throws IOException {
        var bytes = Files.exists(file) ? Files.readAllBytes(file) : "{}".getBytes(StandardCharsets.UTF_8);
        return Json.parse(bytes, file.toString());
    }

    private Optional<CredentialHelper> helper(Json config, String registry) throws IOException {
        var own = config.object("credHelpers").text(registry);
        var name = own.isPresent() ? own : config.text("credsStore");
        return name.isEmpty() ? Optional.empty() : Optional.of(new CredentialHelper(name.get()));
    }

    private static Optional<Login> login(Json entry, String name) throws IOException {
        var token = entry.text("identitytoken");
        var auth = entry.text("auth").orElse("");
        var pair = List.of("", "");
        if (!auth.isEmpty()) {
            try {
                var text = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
                pair = List.of(text.split(":", 2));
            } catch (IllegalArgumentException e) {
                throw new RegistryException(
                        "the login at " + RegistryException.printable(name) + " in Docker's config.json is not Base64",
                        e);
            }
        } else if (entry.has("username")) {
            pair = List.of(entry.required("username"), entry.text("password").orElse(""));
        }
        if (token.isPresent() && !token.get().isEmpty()) {
            return Optional.of(new Login(pair.get(0), token.get(), true));
        }
        return pair.size() == 2 && !pair.get(0).isEmpty()
                ? Optional.of(new Login(pair.get(0), pair.get(1)))
                : Optional.empty();
    }

    private static String key(String registry) {
        return registry.equals(ImageName.DOCKER_HUB) ? HUB_KEY : registry;
    }

    /** Old files have addresses where newer ones have hosts. */
    private static String host(String key) {
        var bare = key.replaceFirst("^https?://", "");
        var slash = bare.indexOf('/');
        return slash < 0 ? bare : bare.substring(0, slash);
    }
}
