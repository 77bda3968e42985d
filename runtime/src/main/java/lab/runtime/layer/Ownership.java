package lab.runtime.layer;

import java.io.IOException;
import java.util.Optional;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FolderCalls;
import lab.runtime.kernel.Kernel;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.IdMaps;

/**
 * Whose files unpacked files are. Root gives them the ids that the layer says; they are mapped when a container shows them. For an ordinary user
 * what belongs to root is his own, and other ids are set afterwards, as root of a user namespace, if he has ids to give.
 */
final class Ownership {

    private static final long MOST = 0xfffffffeL;

    private final boolean root;
    private final Optional<IdMap> map;
    private final ForeignFiles foreign = new ForeignFiles();

    private Ownership(boolean root, Optional<IdMap> map) {
        this.root = root;
        this.map = map;
    }

    static Ownership ofThisProcess(IdMaps maps) throws IOException {
        var root = Kernel.get().geteuid() == 0;
        var map = root ? Optional.<IdMap>empty() : Optional.of(maps.choose()).filter(IdMap::wide);
        return new Ownership(root, map);
    }

    /** Whether this process is root, and may make devices and set every attribute. */
    boolean root() {
        return root;
    }

    /** Whether there are other ids than this user's own. */
    boolean wide() {
        return root || map.isPresent();
    }

    /** Gives a file its owner, by its name in an open directory, or as an open file itself if the name is empty. */
    void set(FolderCalls tree, Fd directory, byte[] name, String path, TarEntry entry) throws IOException {
        if (entry.uid() < 0 || entry.uid() > MOST || entry.gid() < 0 || entry.gid() > MOST) {
            throw new LayerException(
                    entry.shown() + " belongs to " + entry.uid() + ":" + entry.gid() + ", and there are no such ids");
        }
        if (entry.uid() == 0 && entry.gid() == 0) {
            return;
        }
        if (root) {
            tree.own(directory, name, (int) entry.uid(), (int) entry.gid());
        } else if (map.isPresent()) {
            var uid = mapped(map.get().uids(), entry.uid());
            var gid = mapped(map.get().gids(), entry.gid());
            if (uid != 0 || gid != 0) {
                foreign.add(path, uid, gid, entry.type() == TarEntry.SYMBOLIC_LINK ? -1 : entry.mode());
            }
        }
    }

    private static int mapped(Iterable<IdMap.Range> ranges, long id) {
        for (var range : ranges) {
            if (id >= range.inside() && id - range.inside() < range.count()) {
                return (int) id;
            }
        }
        return 0;
    }

    /** Sets what could not be set before. */
    void finish(String folder) throws IOException {
        if (map.isPresent()) {
            foreign.set(folder, map.get());
        }
    }
}
