package lab.runtime.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import lab.runtime.image.Descriptor;
import lab.runtime.image.HostNames;
import lab.runtime.image.ImageName;
import lab.runtime.image.ImageNameException;
import lab.runtime.image.ImageStore;

/**
 * What the store's images are called when the store is a registry: as people write them. {@code docker.io/library/box:1} is tag {@code 1}
 * of {@code box}, {@code quay.io/a/b:2} is tag {@code 2} of {@code quay.io/a/b}. A host with a port cannot be said in a path, so images of
 * such registries are not offered.
 */
final class ServedNames {

    private static final String LATEST = "latest";

    private final ImageStore store;

    ServedNames(ImageStore store) {
        this.store = store;
    }

    /** The names of all repositories, sorted. */
    List<String> repositories() throws IOException {
        var names = new TreeSet<String>();
        for (var image : images()) {
            var name = HostNames.repository(image);
            if (!name.contains(":")) {
                names.add(name);
            }
        }
        return new ArrayList<>(names);
    }

    /** The tags of a repository, sorted. */
    List<String> tags(String repository) throws IOException {
        var tags = new TreeSet<String>();
        for (var image : images()) {
            if (HostNames.repository(image).equals(repository)) {
                HostNames.tag(image).ifPresent(tags::add);
            }
        }
        return new ArrayList<>(tags);
    }

    private List<String> images() throws IOException {
        return store.entries().stream()
                .flatMap(entry -> entry.refName().stream())
                .toList();
    }

    /**
     * The name that an image pushed there gets. It is a whole one, so that a pushed {@code base} does not take the place of the one that is
     * put together from this host.
     */
    static String name(String repository, String tag) throws Reply.Refusal {
        try {
            return ImageName.parse(repository + ":" + tag).toString();
        } catch (ImageNameException e) {
            throw new Reply.Refusal(400, "NAME_INVALID", String.valueOf(e.getMessage()));
        }
    }

    /** The manifest or index that a tag stands for. Images that are put together from this host are made when they are asked for. */
    Optional<Descriptor> tagged(String repository, String tag) throws IOException {
        var found = store.resolve(name(repository, tag));
        return found.isEmpty() && HostNames.isOne(repository) && tag.equals(LATEST)
                ? Optional.of(store.get(repository).descriptor())
                : found;
    }
}
