package lab.runtime.layer;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FolderCalls;

/**
 * Extended attributes of files in layers; xattr(7). Those of overlayfs are its own business: a layer that brought them could make a
 * directory show what it does not have.
 */
final class Attributes {

    private Attributes() {}

    /** Whether a layer may have it. */
    static boolean allowed(String name) {
        return !name.startsWith("trusted.overlay.")
                && !name.startsWith("user.overlay.")
                && !name.equals("security.selinux")
                && !name.equals("security.ima")
                && !name.equals("security.evm");
    }

    /** What marks a directory whose content of lower layers is hidden, as overlayfs reads it in mounts of root or of an ordinary user. */
    static String opaque(boolean root) {
        return root ? "trusted.overlay.opaque" : "user.overlay.opaque";
    }

    /** Sets what a layer may have, as far as this process and the file system can. */
    static void set(FolderCalls tree, Fd directory, byte[] name, Map<String, byte[]> attributes) throws IOException {
        for (var attribute : attributes.entrySet()) {
            if (allowed(attribute.getKey())) {
                tree.attribute(directory, name, attribute.getKey(), attribute.getValue());
            }
        }
    }

    /** Those that a layer may have. */
    static Map<String, byte[]> get(FolderCalls tree, Fd directory, byte[] name) throws IOException {
        var found = new TreeMap<String, byte[]>();
        for (var attribute : tree.attributes(directory, name)) {
            if (allowed(attribute)) {
                tree.attribute(directory, name, attribute).ifPresent(value -> found.put(attribute, value));
            }
        }
        return found;
    }
}
