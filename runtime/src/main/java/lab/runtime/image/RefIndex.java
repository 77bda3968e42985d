package lab.runtime.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import lab.runtime.kernel.FileLock;

/**
 * The file {@code index.json} of an OCI image layout: all images that have a name, and those that lost theirs and were not removed yet. It is
 * changed under the lock on its folder, and appears whole.
 */
final class RefIndex {

    private static final int LIMIT = 64 << 20;

    private final Path folder;

    RefIndex(Path folder) {
        this.folder = folder;
    }

    void create() throws IOException {
        Files.createDirectories(folder);
        if (!Files.exists(folder.resolve("oci-layout"))) {
            Blobs.replace(
                    folder.resolve("oci-layout"),
                    "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        }
    }

    List<Descriptor> read() throws IOException {
        var file = folder.resolve("index.json");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        if (Files.size(file) > LIMIT) {
            throw new ImageException(file + " is too long for an index");
        }
        var descriptors = new ArrayList<Descriptor>();
        for (var json : Json.parse(Files.readAllBytes(file), file.toString()).objects("manifests")) {
            descriptors.add(Descriptor.read(json));
        }
        return descriptors;
    }

    /** Changes the list while nobody else does. */
    void change(UnaryOperator<List<Descriptor>> change) throws IOException {
        FileLock.holding(folder, () -> {
            var before = read();
            var after = change.apply(new ArrayList<>(before));
            if (!after.equals(before)) {
                Blobs.replace(folder.resolve("index.json"), Index.of(after).bytes());
            }
            return after;
        });
    }

    /** Gives an image a name. One that had the name before stays without any, unless it has another name or is the same. */
    static List<Descriptor> named(List<Descriptor> all, String name, Descriptor image) {
        var before = all.stream()
                .filter(d -> d.refName().filter(name::equals).isPresent())
                .toList();
        all.removeAll(before);
        all.removeIf(d -> d.refName().isEmpty() && d.digest().equals(image.digest()));
        all.add(image.named(name));
        for (var old : before) {
            if (all.stream().noneMatch(d -> d.digest().equals(old.digest()))) {
                all.add(old.unnamed());
            }
        }
        return all;
    }
}
