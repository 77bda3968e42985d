package lab.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the mounted hierarchies and one's own place in them, from {@code /proc/self/mountinfo} and {@code /proc/self/cgroup}. */
final class HierarchyFinder {

    private HierarchyFinder() {}

    static List<Hierarchy> find() throws IOException {
        var places = places(Files.readAllLines(Path.of("/proc/self/cgroup")));
        var found = new ArrayList<Hierarchy>();
        for (var line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
            var halves = line.split(" - ", 2);
            var left = halves[0].split(" ");
            var right = halves[1].split(" ");
            if (right[0].equals("cgroup2")) {
                var own = own(left[4], left[3], places.get(""));
                if (own != null && found.stream().noneMatch(Hierarchy::unified)) {
                    found.add(new Hierarchy(true, controllers(own), Path.of(left[4]), own));
                }
            } else if (right[0].equals("cgroup")) {
                for (var option : right[2].split(",")) {
                    var own = own(left[4], left[3], places.get(option));
                    if (own != null) {
                        found.add(new Hierarchy(false, Set.of(option), Path.of(left[4]), own));
                    }
                }
            }
        }
        return found;
    }

    private static Map<String, String> places(List<String> lines) {
        var places = new HashMap<String, String>();
        for (var line : lines) {
            var fields = line.split(":", 3);
            for (var controller : fields[1].split(",")) {
                places.put(controller, fields[2]);
            }
        }
        return places;
    }

    /** A mount may show only a part of the hierarchy, from {@code root} on. */
    private static @Nullable Path own(String mountPoint, String root, @Nullable String place) {
        if (place == null || place.startsWith("/..")) {
            return null;
        }
        var inside = root.equals("/") || !place.startsWith(root) ? place : place.substring(root.length());
        var own = Path.of(mountPoint + inside).normalize();
        var leaf = own.endsWith(Delegation.LEAF) ? own.resolveSibling("") : own;
        return Files.isDirectory(leaf) ? leaf : null;
    }

    private static Set<String> controllers(Path own) throws IOException {
        var text = Files.readString(own.resolve("cgroup.controllers")).strip();
        return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }
}
