package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who has which name: a symbolic link for each container, called by its name and leading to its folder, so that a name is found without
 * looking at all containers. A link whose folder is gone, since its owner was removed by a process that was killed then, means nothing.
 */
final class NameIndex {

    private final Path folder;
    private final Path containers;

    NameIndex(LabPaths paths) {
        this.folder = paths.runtime().resolve("names");
        this.containers = paths.containers();
    }

    /** The index that a container's folder belongs to. */
    static NameIndex of(ContainerFolder container) {
        var containers = container.path().resolveSibling("");
        return new NameIndex(containers.resolveSibling("names"), containers);
    }

    private NameIndex(Path folder, Path containers) {
        this.folder = folder;
        this.containers = containers;
    }

    /** The id of the container of that name. */
    Optional<String> id(String name) throws IOException {
        if (!ContainerSpec.isName(name)) {
            return Optional.empty();
        }
        try {
            var id = Files.readSymbolicLink(folder.resolve(name)).getFileName().toString();
            return Files.isDirectory(containers.resolve(id)) ? Optional.of(id) : Optional.empty();
        } catch (NoSuchFileException | NotLinkException e) {
            return Optional.empty();
        }
    }

    /** Gives a name to a container, once it is known that nobody has it; the caller holds the lock on the containers' folder. */
    void put(String name, String id) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(name));
        Files.createSymbolicLink(folder.resolve(name), Path.of("../containers", id));
    }

    /** Takes a name back, if it is that container's. */
    void remove(String name, String id) throws IOException {
        var link = folder.resolve(name);
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).endsWith(id)) {
            Files.deleteIfExists(link);
        }
    }

    /** Removes links that lead nowhere; the caller holds the lock on the containers' folder. */
    void sweep() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var links = Files.newDirectoryStream(folder, link -> !Files.exists(link))) {
            for (var link : links) {
                Files.deleteIfExists(link);
            }
        }
    }
}
