package lab.runtime.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** A folder in the OCI image layout 1.1: {@code oci-layout}, {@code index.json}, {@code blobs/sha256}. Files appear whole or not at all. */
final class Layout {

    static final String REF_NAME = "org.opencontainers.image.ref.name";
    static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
    static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

    /** Writes a blob's content. */
    interface Content {
        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** A blob that was written. */
    record Blob(String digest, long size) {}

    private final Path folder;

    Layout(Path folder) {
        this.folder = folder;
    }

    void create() throws IOException {
        Files.createDirectories(folder.resolve("blobs/sha256"));
        if (!Files.exists(folder.resolve("oci-layout"))) {
            write(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        }
    }

    Blob put(Content content) throws IOException {
        var temporary = Files.createTempFile(folder.resolve("blobs"), "new", "");
        try {
            String digest;
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
                    var out = Digests.over(Channels.newOutputStream(channel))) {
                content.writeTo(out);
                channel.force(true);
                digest = Digests.of(out);
            }
            var blob = new Blob(digest, Files.size(temporary));
            Files.move(temporary, blob(digest), StandardCopyOption.ATOMIC_MOVE);
            return blob;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    Blob putJson(Map<String, ?> json) throws IOException {
        var bytes = JSON.std.asBytes(json);
        return put(out -> out.write(bytes));
    }

    Path blob(String digest) {
        return folder.resolve("blobs/sha256").resolve(Digests.hex(digest));
    }

    Map<String, Object> json(String digest) throws IOException {
        var bytes = Files.readAllBytes(blob(digest));
        if (!Digests.of(bytes).equals(digest)) {
            throw new ImageException(
                    "blob " + digest + " in " + folder + " is damaged: its content has another digest; "
                            + "remove the file, and the image is made or pulled again");
        }
        return parse(bytes, digest);
    }

    /** The descriptors of the index. */
    List<Map<String, Object>> manifests() throws IOException {
        var index = folder.resolve("index.json");
        if (!Files.exists(index)) {
            return List.of();
        }
        var manifests = new ArrayList<Map<String, Object>>();
        if (parse(Files.readAllBytes(index), index.toString()).get("manifests") instanceof List<?> list) {
            for (var descriptor : list) {
                manifests.add(object(descriptor));
            }
        }
        return manifests;
    }

    Optional<Map<String, Object>> manifest(String name) throws IOException {
        return manifests().stream().filter(d -> name.equals(nameOf(d))).findFirst();
    }

    static String nameOf(Map<String, Object> descriptor) {
        return String.valueOf(
                object(descriptor.getOrDefault("annotations", Map.of())).get(REF_NAME));
    }

    /** Names a manifest in the index, in place of what had the name before. */
    void name(String name, Blob manifest) throws IOException {
        var manifests = new ArrayList<Map<String, Object>>(manifests());
        manifests.removeIf(d -> name.equals(nameOf(d)));
        var descriptor = descriptor(MANIFEST_TYPE, manifest);
        descriptor.put("annotations", Map.of(REF_NAME, name));
        manifests.add(descriptor);
        var index = new LinkedHashMap<String, Object>();
        index.put("schemaVersion", 2);
        index.put("mediaType", INDEX_TYPE);
        index.put("manifests", manifests);
        write(folder.resolve("index.json"), JSON.std.asBytes(index));
    }

    static LinkedHashMap<String, Object> descriptor(String type, Blob blob) {
        var descriptor = new LinkedHashMap<String, Object>();
        descriptor.put("mediaType", type);
        descriptor.put("digest", blob.digest());
        descriptor.put("size", blob.size());
        return descriptor;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object json) {
        if (json instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("a JSON object was expected, not " + json);
    }

    private static Map<String, Object> parse(byte[] bytes, String source) throws IOException {
        try {
            return JSON.std.mapFrom(bytes);
        } catch (JacksonException e) {
            throw new ImageException(source + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        var temporary = Files.createTempFile(file.getParent(), "new", "");
        try {
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(bytes));
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
