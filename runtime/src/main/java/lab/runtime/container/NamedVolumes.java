package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.kernel.FileLock;
import lab.runtime.kernel.Kernel;
import lab.runtime.layer.RemoveTree;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** The volumes of this user: a folder for each, in it {@code volume.json} and its files in {@code _data}. */
public final class NamedVolumes {

    private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]+";
    private static final String DATA = "_data";
    private static final String NEW = ".new";

    private final Path folder;
    private final Source containers;

    /** The containers there are. */
    interface Source {
        /** Lists them. */
        List<ContainerStatus> list() throws IOException;
    }

    NamedVolumes(Path folder, Source containers) {
        this.folder = folder;
        this.containers = containers;
    }

    /**
     * Makes a volume, or finds the one that has the name.
     *
     * @param name its name; empty for one that is made up
     * @param labels notes, if it is made
     * @param anonymous whether it is made for a container that named none
     */
    public NamedVolume create(String name, Map<String, String> labels, boolean anonymous) throws IOException {
        var chosen = name.isEmpty() ? new Names().id() : name;
        if (!chosen.matches(NAME)) {
            throw new IllegalArgumentException(
                    "a volume's name has two characters or more, letters, digits, _ . or -, not \"" + name + "\"");
        }
        Files.createDirectories(folder);
        return FileLock.holding(folder, () -> {
            var there = find(chosen);
            if (there.isPresent()) {
                return there.get();
            }
            clean();
            var temporary = Files.createTempDirectory(folder, NEW);
            var json = new LinkedHashMap<String, Object>();
            json.put("created", Instant.now().toString());
            json.put("labels", labels);
            json.put("anonymous", anonymous);
            Files.write(temporary.resolve("volume.json"), JSON.std.asBytes(json));
            Kernel.get().mkdir(temporary.resolve(DATA).toString(), 0755);
            Files.move(temporary, folder.resolve(chosen), StandardCopyOption.ATOMIC_MOVE);
            return get(chosen);
        });
    }

    /** What a process left that was killed while it made a volume. */
    private void clean() throws IOException {
        try (var left = Files.newDirectoryStream(folder, NEW + "*")) {
            for (var unfinished : left) {
                RemoveTree.remove(unfinished);
            }
        }
    }

    /** A volume by its name. */
    public Optional<NamedVolume> find(String name) throws IOException {
        var file = folder.resolve(name).resolve("volume.json");
        if (!name.matches(NAME) || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var json = JSON.std.mapFrom(Files.readAllBytes(file));
            var labels = new LinkedHashMap<String, String>();
            if (json.get("labels") instanceof Map<?, ?> map) {
                map.forEach((key, value) -> labels.put(String.valueOf(key), String.valueOf(value)));
            }
            return Optional.of(new NamedVolume(
                    name,
                    Instant.parse(String.valueOf(json.get("created"))),
                    labels,
                    Boolean.TRUE.equals(json.get("anonymous")),
                    folder.resolve(name).resolve(DATA)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException | DateTimeException e) {
            throw new ContainerException(file + " is damaged: " + e.getMessage(), 1, e);
        }
    }

    /**
     * A volume that must be there.
     *
     * @throws ContainerException if there is none of that name
     */
    public NamedVolume get(String name) throws IOException {
        var found = find(name);
        if (found.isEmpty()) {
            throw new ContainerException("no such volume: " + name, 1, null);
        }
        return found.get();
    }

    /** All volumes, by name. */
    public List<NamedVolume> list() throws IOException {
        var all = new ArrayList<NamedVolume>();
        if (Files.isDirectory(folder)) {
            try (var entries = Files.newDirectoryStream(folder)) {
                for (var entry : entries) {
                    find(entry.getFileName().toString()).ifPresent(all::add);
                }
            }
        }
        all.sort(Comparator.comparing(NamedVolume::name));
        return all;
    }

    /** The volume that lies at a path, if one does. */
    Optional<NamedVolume> at(String source) throws IOException {
        var path = Path.of(source);
        return path.startsWith(folder) && path.getNameCount() == folder.getNameCount() + 2
                ? find(path.getName(folder.getNameCount()).toString())
                : Optional.empty();
    }

    /** The names of the containers that see a volume. */
    public List<String> users(NamedVolume volume) throws IOException {
        return containers.list().stream()
                .filter(container -> container.spec().volumes().stream()
                        .anyMatch(used -> used.source().equals(volume.folder().toString())))
                .map(ContainerStatus::name)
                .toList();
    }

    /**
     * Removes a volume with all that is in it.
     *
     * @throws ContainerException if there is none of that name, or a container sees it
     */
    public void remove(String name) throws IOException {
        var volume = get(name);
        var users = users(volume);
        if (!users.isEmpty()) {
            throw new ContainerException(
                    "volume " + name + " is in use by " + String.join(", ", users) + ": remove that first", 1, null);
        }
        FileLock.holding(folder, () -> {
            // It is no volume any more from here on, whatever happens.
            Files.deleteIfExists(folder.resolve(name).resolve("volume.json"));
            RemoveTree.remove(volume.folder().resolveSibling(""));
            return name;
        });
    }
}
