package lab.runtime.container;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import lab.runtime.namespace.NamespaceMode;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.Namespaces;
import lab.runtime.namespace.TimeOffsets;

/** Namespaces as JSON: those that are not a container's own, and the offsets of its clocks. */
final class NamespacesCodec {

    private static final String OFFSETS = "offsets";

    private NamespacesCodec() {}

    static Map<String, Object> write(Namespaces namespaces) {
        var json = new LinkedHashMap<String, Object>();
        namespaces.modes().forEach((type, mode) -> json.put(type.file(), mode.toString()));
        namespaces.offsets().ifPresent(offsets -> json.put(OFFSETS, offsets.toString()));
        return json;
    }

    static Namespaces read(Map<String, Object> json) {
        var namespaces = Namespaces.OWN;
        for (var entry : json.entrySet()) {
            var text = String.valueOf(entry.getValue());
            namespaces = entry.getKey().equals(OFFSETS)
                    ? namespaces.with(TimeOffsets.parse(text))
                    : namespaces.with(
                            NamespaceType.valueOf(entry.getKey().toUpperCase(Locale.ROOT)), NamespaceMode.parse(text));
        }
        return namespaces;
    }
}
