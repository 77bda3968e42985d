package lab.runtime.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import lab.runtime.image.Descriptor;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageConfig;
import lab.runtime.image.ImageStore;
import lab.runtime.image.StoredLayer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A store of a test's own, and images to send to and fro. */
final class TestStore {

    private final Path folder;
    private final ImageStore store;

    TestStore(Path folder) {
        this.folder = folder;
        this.store = new ImageStore(folder);
    }

    ImageStore store() {
        return store;
    }

    Path folder() {
        return folder;
    }

    /** Reaches loopback only, and does not wait long. */
    static Access access(Path folder) {
        return access(folder, RegistryConfig.NONE);
    }

    static Access access(Path folder, RegistryConfig config) {
        return new Access(
                new Credentials(folder.resolve("docker/config.json")),
                config,
                false,
                new Patience(4, Duration.ofMillis(5), Duration.ofMillis(200), Duration.ofSeconds(5)));
    }

    /** A tar with one file of so many bytes that no compression makes smaller. */
    static byte[] tar(String name, int size, long seed) throws IOException {
        var content = new byte[size];
        new Random(seed).nextBytes(content);
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out)) {
            var entry = new TarArchiveEntry(name);
            entry.setSize(size);
            entry.setModTime(0);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return out.toByteArray();
    }

    /** An image with a layer for each size, under a name. */
    Descriptor image(String name, int... sizes) throws IOException {
        try (var writer = store.writer()) {
            var config = ImageConfig.scratch(Instant.EPOCH);
            var layers = new ArrayList<StoredLayer>();
            for (var i = 0; i < sizes.length; i++) {
                var bytes = tar("file" + i, sizes[i], i);
                var layer = writer.layer(out -> out.write(bytes));
                layers.add(layer);
                config = config.plusLayer(layer.diffId(), ImageConfig.History.of(Instant.EPOCH, "layer " + i, false));
            }
            var image = writer.image(config, layers);
            writer.tag(name, image);
            return image;
        }
    }

    /** All that is in the folder of the store, with what is in the files. */
    List<String> content() throws IOException {
        var all = new TreeMap<String, String>();
        if (Files.isDirectory(folder)) {
            try (var walk = Files.walk(folder)) {
                for (var path : walk.toList()) {
                    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                        all.put(
                                folder.relativize(path).toString(),
                                Digest.of(Files.readAllBytes(path)).toString());
                    }
                }
            }
        }
        return all.entrySet().stream().map(Object::toString).toList();
    }

    /** Checks that every blob has the digest that its file is named after. */
    List<String> damaged() throws IOException {
        var wrong = new ArrayList<String>();
        for (var digest : store.blobs().list()) {
            if (!Digest.of(Files.readAllBytes(store.blobs().file(digest))).equals(digest)) {
                wrong.add(digest.toString());
            }
        }
        return wrong;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
