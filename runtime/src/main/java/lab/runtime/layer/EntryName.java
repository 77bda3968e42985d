package lab.runtime.layer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/**
 * The place of a member in a layer: its path without {@code .}, empty parts and {@code ..}, none of which leads above the root. A byte is a
 * character here, so that a path can be a key and still be what it was.
 *
 * @param parent the path of the directory, empty for the root
 * @param base the name in it, empty for the root itself
 */
record EntryName(String parent, String base) {

    private static final String WHITEOUT = ".wh.";

    static EntryName of(byte[] name) throws LayerException {
        var parts = new ArrayList<String>();
        for (var part : new String(name, StandardCharsets.ISO_8859_1).split("/")) {
            if (part.indexOf('\0') >= 0) {
                throw new LayerException("a name in the layer has a NUL: " + TarEntry.shown(name));
            }
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.remove(parts.size() - 1);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        if (parts.isEmpty()) {
            return new EntryName("", "");
        }
        var base = parts.remove(parts.size() - 1);
        return new EntryName(String.join("/", parts), base);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean isRoot() {
        return base.isEmpty();
    }

    /** Parent and base. */
    String path() {
        return parent.isEmpty() ? base : parent + "/" + base;
    }

    /** Whether the directory's content of lower layers is hidden. */
    boolean isOpaque() {
        return base.equals(WHITEOUT + WHITEOUT + ".opq");
    }

    /** Whether it is a note of a file system that some writers use, and says nothing about the layer. */
    boolean isRemark() {
        return base.startsWith(WHITEOUT + WHITEOUT) && !isOpaque();
    }

    boolean isWhiteout() {
        return base.startsWith(WHITEOUT);
    }

    /** What a whiteout hides. */
    EntryName hidden() throws LayerException {
        var name = base.substring(WHITEOUT.length());
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new LayerException("the layer has a whiteout of nothing, \"" + base + "\"");
        }
        return new EntryName(parent, name);
    }
}
