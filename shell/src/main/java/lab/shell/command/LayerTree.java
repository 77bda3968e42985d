package lab.shell.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.image.Digest;
import lab.runtime.image.HostNames;
import lab.runtime.image.Image;
import lab.shell.screen.Sizes;

/** Images as a tree of layers: what two images have in common is one trunk. Words and two signs, so that it is the same everywhere. */
final class LayerTree {

    /** A layer, and what stands on it. */
    private static final class Node {
        private final Map<Digest, Node> above = new LinkedHashMap<>();
        private final List<String> names = new ArrayList<>();
        private long size;
    }

    private final Node root = new Node();

    LayerTree(List<Image> images) throws IOException {
        for (var image : images) {
            var node = root;
            for (var i = 0; i < image.config().diffIds().size(); i++) {
                node = node.above.computeIfAbsent(image.config().diffIds().get(i), id -> new Node());
                node.size = image.manifest().layers().get(i).size();
            }
            node.names.add(image.name().isEmpty() ? image.id().shortHex() : HostNames.familiar(image.name()));
        }
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        add(root, "", lines);
        return lines;
    }

    private static void add(Node node, String indent, List<String> lines) {
        for (var entry : node.above.entrySet()) {
            var layer = entry.getValue();
            var names = layer.names.isEmpty() ? "" : "  <- " + String.join(", ", layer.names);
            lines.add(indent + "+ " + entry.getKey().shortHex() + "  " + Sizes.text(layer.size) + names);
            add(layer, layer.above.size() > 1 || !layer.names.isEmpty() ? indent + "  " : indent, lines);
        }
    }
}
