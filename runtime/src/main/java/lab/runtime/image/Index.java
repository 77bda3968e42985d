package lab.runtime.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A list of manifests, such as one image for several machines; OCI image-spec, "index".
 *
 * @param mediaType OCI's or Docker's
 * @param manifests the descriptors of manifests or of further indexes
 * @param annotations notes
 */
public record Index(String mediaType, List<Descriptor> manifests, Map<String, String> annotations) {

    /** Copies the collections. */
    public Index {
        manifests = List.copyOf(manifests);
        annotations = Map.copyOf(annotations);
    }

    /** An index of the OCI's type. */
    public static Index of(List<Descriptor> manifests) {
        return new Index(MediaType.INDEX, manifests, Map.of());
    }

    /**
     * Reads one.
     *
     * @param mediaType what it was announced as
     * @throws ImageException if it is no well-formed index
     */
    public static Index parse(byte[] bytes, String mediaType) throws ImageException {
        var json = Json.parse(Manifest.limited(bytes), "the index");
        Manifest.sameType(json, mediaType);
        if (json.has("config") || json.has("layers") || !MediaType.isIndex(mediaType)) {
            throw new ImageException("this is no index but a document of type \"" + mediaType + "\"");
        }
        var manifests = new ArrayList<Descriptor>();
        for (var descriptor : json.objects("manifests")) {
            manifests.add(Descriptor.read(descriptor));
        }
        return new Index(mediaType, manifests, json.textMap("annotations"));
    }

    /** The document; the same index gives the same bytes. */
    public byte[] bytes() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("schemaVersion", 2);
        fields.put("mediaType", mediaType);
        fields.put("manifests", manifests.stream().map(Descriptor::fields).toList());
        if (!annotations.isEmpty()) {
            fields.put("annotations", new TreeMap<>(annotations));
        }
        return Json.write(fields);
    }

    /** The first entry for a machine; one that names no machine is for all. */
    public Optional<Descriptor> choose(Platform platform) {
        return manifests.stream()
                .filter(d -> d.platform().map(platform::accepts).orElse(true))
                .findFirst();
    }
}
