package lab.runtime.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of one image; OCI image-spec, "manifest".
 *
 * @param mediaType OCI's or Docker's
 * @param config the descriptor of the image's configuration
 * @param layers the descriptors of its layers, the lowest first
 * @param annotations notes
 */
public record Manifest(String mediaType, Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {

    /** How long a manifest or an index may be, as registries have it. */
    public static final int LIMIT = 4 << 20;

    /** How many layers an image may have: overlayfs takes 500 lower folders. */
    public static final int MOST_LAYERS = 500;

    /** Checks the number of layers and copies the collections. */
    public Manifest {
        if (layers.size() > MOST_LAYERS) {
            throw new IllegalArgumentException("an image has " + MOST_LAYERS
                    + " layers at most, as many as overlayfs takes, not " + layers.size());
        }
        layers = List.copyOf(layers);
        annotations = Map.copyOf(annotations);
    }

    /** A manifest of the OCI's type. */
    public static Manifest of(Descriptor config, List<Descriptor> layers) {
        return new Manifest(MediaType.MANIFEST, config, layers, Map.of());
    }

    /**
     * Reads one. A document that is a manifest and an index at once, or says that it is something else than it was announced as, is
     * refused (CVE-2021-41190).
     *
     * @param mediaType what it was announced as
     * @throws ImageException if it is no well-formed manifest
     */
    public static Manifest parse(byte[] bytes, String mediaType) throws ImageException {
        var json = Json.parse(limited(bytes), "the manifest");
        sameType(json, mediaType);
        if (json.has("manifests") || !json.has("config") || !MediaType.isManifest(mediaType)) {
            throw new ImageException("this is no image manifest but "
                    + (json.has("manifests") ? "an index" : "a document of type \"" + mediaType + "\""));
        }
        var layers = new ArrayList<Descriptor>();
        for (var layer : json.objects("layers")) {
            layers.add(Descriptor.read(layer));
        }
        try {
            return new Manifest(mediaType, Descriptor.read(json.object("config")), layers, json.textMap("annotations"));
        } catch (IllegalArgumentException e) {
            throw new ImageException("the manifest is not well-formed: " + e.getMessage(), e);
        }
    }

    /** The document; the same manifest gives the same bytes. */
    public byte[] bytes() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("schemaVersion", 2);
        fields.put("mediaType", mediaType);
        fields.put("config", config.fields());
        fields.put("layers", layers.stream().map(Descriptor::fields).toList());
        if (!annotations.isEmpty()) {
            fields.put("annotations", new TreeMap<>(annotations));
        }
        return Json.write(fields);
    }

    /** The size of its configuration and layers in bytes. */
    public long size() {
        return config.size() + layers.stream().mapToLong(Descriptor::size).sum();
    }

    static byte[] limited(byte[] bytes) throws ImageException {
        if (bytes.length > LIMIT) {
            throw new ImageException("a manifest or index has 4 MiB at most, this one has " + bytes.length + " bytes");
        }
        return bytes;
    }

    static void sameType(Json json, String mediaType) throws ImageException {
        var own = json.text("mediaType").orElse(mediaType);
        if (json.number("schemaVersion") != 2 || !own.equals(mediaType)) {
            throw new ImageException("a document of type \"" + mediaType + "\" says it is \"" + own
                    + "\", schemaVersion " + json.number("schemaVersion"));
        }
    }
}
