package lab.runtime.image;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What images share. */
final class Sharing {

    private Sharing() {}

    /** The bytes of each image's blobs that no other image has, by the digest of its manifest. */
    static Map<Digest, Long> own(List<Image> images) {
        var users = new HashMap<Digest, Set<Digest>>();
        for (var image : images) {
            for (var layer : image.manifest().layers()) {
                users.computeIfAbsent(layer.digest(), d -> new HashSet<>()).add(image.digest());
            }
        }
        var own = new HashMap<Digest, Long>();
        for (var image : images) {
            var size = image.manifest().config().size();
            var counted = new HashSet<Digest>();
            for (var layer : image.manifest().layers()) {
                if (counted.add(layer.digest())
                        && users.getOrDefault(layer.digest(), Set.of()).size() == 1) {
                    size += layer.size();
                }
            }
            own.put(image.digest(), size);
        }
        return own;
    }
}
