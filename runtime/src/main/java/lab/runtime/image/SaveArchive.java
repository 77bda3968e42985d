package lab.runtime.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lab.runtime.layer.TarEntry;
import lab.runtime.layer.TarWriter;
import tools.jackson.jr.ob.JSON;

/**
 * Writes images to an archive that is an OCI image layout and a Docker archive at once, as Docker does since version 25, or to a folder with
 * an OCI image layout. The same images give the same bytes.
 */
public final class SaveArchive {

    private static final byte[] LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

    private final Blobs blobs;
    private final List<Image> images;

    /** An archive of some images of a store. */
    public SaveArchive(ImageStore store, List<Image> images) {
        this.blobs = store.blobs();
        this.images = List.copyOf(images);
    }

    /** Writes it as a tar; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        var tar = new TarWriter(out);
        for (var directory : List.of("blobs/", "blobs/sha256/")) {
            tar.put(TarEntry.of(directory, TarEntry.DIRECTORY, 0755, 0));
        }
        for (var digest : digests()) {
            blob(tar, digest);
        }
        file(tar, "index.json", index());
        file(tar, "manifest.json", dockerManifest());
        file(tar, "oci-layout", LAYOUT);
        tar.finish();
    }

    /**
     * Writes it as a folder, which is made; one that holds something else than a layout is refused.
     *
     * @throws ImageException if there is something else
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var all = Files.list(folder)) {
            if (all.findAny().isPresent() && !Files.exists(folder.resolve("oci-layout"))) {
                throw new ImageException(folder + " is a folder with other files: name a new one");
            }
        }
        for (var digest : digests()) {
            var file = folder.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
            Files.createDirectories(file.resolveSibling(""));
            if (!Files.exists(file)) {
                var temporary = Files.createTempFile(file.resolveSibling(""), Blobs.TEMPORARY, "");
                try (var in = blobs.open(digest);
                        var out = Files.newOutputStream(temporary)) {
                    in.transferTo(out);
                }
                Files.move(temporary, file);
            }
        }
        Blobs.replace(folder.resolve("oci-layout"), LAYOUT);
        Blobs.replace(folder.resolve("index.json"), index());
    }

    private Set<Digest> digests() {
        var digests = new LinkedHashSet<Digest>();
        for (var image : images) {
            digests.add(image.digest());
            digests.add(image.id());
            image.manifest().layers().forEach(layer -> digests.add(layer.digest()));
        }
        return digests;
    }

    private byte[] index() {
        return Index.of(images.stream().map(SaveArchive::entry).distinct().toList())
                .bytes();
    }

    private static Descriptor entry(Image image) {
        return image.name().isEmpty()
                ? image.descriptor().unnamed()
                : image.descriptor().named(image.name());
    }

    private byte[] dockerManifest() throws IOException {
        var entries = new LinkedHashMap<Digest, LinkedHashMap<String, Object>>();
        for (var image : images) {
            var entry = entries.computeIfAbsent(image.id(), id -> new LinkedHashMap<>());
            entry.put("Config", path(image.id()));
            var tags = new ArrayList<String>();
            if (entry.get("RepoTags") instanceof List<?> earlier) {
                earlier.forEach(tag -> tags.add(String.valueOf(tag)));
            }
            var tag = HostNames.tag(image.name());
            if (tag.isPresent()) {
                tags.add(HostNames.repository(image.name()) + ":" + tag.get());
            }
            entry.put("RepoTags", tags);
            entry.put(
                    "Layers",
                    image.manifest().layers().stream()
                            .map(layer -> path(layer.digest()))
                            .toList());
        }
        return JSON.std.asBytes(new ArrayList<>(entries.values()));
    }

    private static String path(Digest digest) {
        return "blobs/" + digest.algorithm() + "/" + digest.hex();
    }

    private void blob(TarWriter tar, Digest digest) throws IOException {
        var size = blobs.size(digest);
        if (size.isEmpty()) {
            throw new ImageException("blob " + digest + " is not in the store: pull or load the image again");
        }
        tar.put(TarEntry.of(path(digest), TarEntry.FILE, 0644, size.get()));
        var descriptor = new Descriptor("", digest, size.get());
        var buffer = new byte[1 << 16];
        try (var in = new VerifyingStream(blobs.open(digest), descriptor)) {
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                tar.write(buffer, 0, n);
            }
        }
    }

    private static void file(TarWriter tar, String name, byte[] content) throws IOException {
        tar.put(TarEntry.of(name, TarEntry.FILE, 0644, content.length), content);
    }
}
