package lab.runtime.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a document says about a blob before anybody has it; OCI image-spec, "descriptor".
 *
 * @param mediaType what it is
 * @param digest its digest
 * @param size its length in bytes
 * @param annotations notes
 * @param platform the machine it is for, if that is said
 */
public record Descriptor(
        String mediaType, Digest digest, long size, Map<String, String> annotations, Optional<Platform> platform) {

    /** The annotation that names an image in an index. */
    public static final String REF_NAME = "org.opencontainers.image.ref.name";

    /** Checks the size and copies the map. */
    public Descriptor {
        if (size < 0) {
            throw new IllegalArgumentException("a blob's size is not negative: " + size);
        }
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /** A descriptor without notes. */
    public Descriptor(String mediaType, Digest digest, long size) {
        this(mediaType, digest, size, Map.of(), Optional.empty());
    }

    /** The descriptor of some bytes. */
    public static Descriptor of(String mediaType, byte[] bytes) {
        return new Descriptor(mediaType, Digest.of(bytes), bytes.length);
    }

    /** The name it has in an index, if any. */
    public Optional<String> refName() {
        return Optional.ofNullable(annotations.get(REF_NAME));
    }

    /** The same blob under a name. */
    public Descriptor named(String name) {
        var notes = new LinkedHashMap<>(annotations);
        notes.put(REF_NAME, name);
        return new Descriptor(mediaType, digest, size, notes, platform);
    }

    /** The same blob under no name. */
    public Descriptor unnamed() {
        var notes = new LinkedHashMap<>(annotations);
        notes.remove(REF_NAME);
        return new Descriptor(mediaType, digest, size, notes, platform);
    }

    /** Reads one; {@code urls} of foreign layers are never followed, so they are not read. */
    static Descriptor read(Json json) throws ImageException {
        try {
            var platform = json.object("platform");
            return new Descriptor(
                    json.text("mediaType").orElse(""),
                    Digest.parse(json.required("digest")),
                    json.number("size"),
                    json.textMap("annotations"),
                    platform.has("architecture")
                            ? Optional.of(new Platform(
                                    platform.text("os").orElse(""),
                                    platform.required("architecture"),
                                    platform.text("variant").orElse("")))
                            : Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new ImageException("a descriptor is not well-formed: " + e.getMessage(), e);
        }
    }

    /** The fields, in the order of the specification. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("mediaType", mediaType);
        fields.put("digest", digest.toString());
        fields.put("size", size);
        if (!annotations.isEmpty()) {
            fields.put("annotations", annotations);
        }
        if (platform.isPresent()) {
            var machine = new LinkedHashMap<String, Object>();
            machine.put("architecture", platform.get().architecture());
            machine.put("os", platform.get().os());
            if (!platform.get().variant().isEmpty()) {
                machine.put("variant", platform.get().variant());
            }
            fields.put("platform", machine);
        }
        return fields;
    }
}
