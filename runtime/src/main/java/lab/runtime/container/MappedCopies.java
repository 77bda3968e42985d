package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.KernelFiles;
import lab.runtime.kernel.MountCalls;
import lab.runtime.kernel.MountFlags;
import lab.runtime.kernel.Mounts;
import lab.runtime.namespace.IdMap;
import org.jspecify.annotations.Nullable;

/**
 * Copies of mounts in which root's files belong to a container's root; mount_setattr(2) {@code MOUNT_ATTR_IDMAP}. They are mapped by one
 * user namespace for all containers of this JVM, since only its map counts. Copies of layers are kept: to let go of a mount takes the
 * kernel longer than all else that a start needs of it.
 */
final class MappedCopies implements AutoCloseable {

    /** A kept copy, and the folder it shows. */
    private record Kept(Fd mount, long inode) {}

    private final Map<String, Kept> layers = new HashMap<>();
    private @Nullable IdMap map;
    private @Nullable Fd userns;

    /** Sets how owners are mapped from now on. */
    synchronized void map(IdMap wanted) {
        if (!wanted.equals(map)) {
            close();
            map = wanted;
        }
    }

    /** Copies of layers as the lower folders of an overlay; they stay ours. */
    synchronized List<String> mounts(List<String> paths) throws IOException {
        var mounts = new ArrayList<String>();
        for (var path : paths) {
            mounts.add(layer(path).path());
        }
        return mounts;
    }

    /** The same as folders whose files really have other owners, where this kernel or file system cannot map them. */
    synchronized List<String> folders(List<String> paths) throws IOException {
        var folders = new ArrayList<String>();
        for (var path : paths) {
            folders.add(OwnedLayer.of(Path.of(path), present()).toString());
        }
        return folders;
    }

    private Fd layer(String path) throws IOException {
        var inode = KernelFiles.stat(path).inode();
        var kept = layers.get(path);
        if (kept != null && kept.inode == inode) {
            return kept.mount;
        }
        if (kept != null) {
            kept.mount.close();
        }
        layers.remove(path);
        var copy = new Mounts(Kernel.get()).copy(path, false);
        try {
            mapped(copy, false);
        } catch (IOException e) {
            copy.close();
            throw e;
        }
        layers.put(path, new Kept(copy, inode));
        return copy;
    }

    /** A copy of what is mounted at a path; where the file system cannot map owners they are shown as they are. */
    synchronized Fd volume(String path) throws IOException {
        var copy = new Mounts(Kernel.get()).copy(path, true);
        try {
            mapped(copy, true);
            return copy;
        } catch (ErrnoException e) {
            if (e.is(Errno.EINVAL)) {
                return copy;
            }
            copy.close();
            throw e;
        }
    }

    private void mapped(Fd copy, boolean recursive) throws IOException {
        if (userns == null) {
            userns = UserNamespaces.create(present());
        }
        new Mounts(Kernel.get())
                .set(copy, recursive, MountCalls.MOUNT_ATTR_IDMAP, MountFlags.MS_PRIVATE, userns.number());
    }

    private IdMap present() {
        if (map == null) {
            throw new IllegalStateException("no id map is set");
        }
        return map;
    }

    @Override
    public synchronized void close() {
        layers.values().forEach(kept -> kept.mount.close());
        layers.clear();
        if (userns != null) {
            userns.close();
            userns = null;
        }
    }
}
