package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import lab.runtime.image.Image;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.MountCalls;
import lab.runtime.kernel.MountFlags;
import lab.runtime.kernel.Mounts;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.namespace.IdMap;
import org.jspecify.annotations.Nullable;

/**
 * The root of a container: an overlay with the image's layers below and a folder of its own above.
 *
 * <p>Root makes the overlay here, from id-mapped copies of the layers, as a mount that is nowhere yet, and the script only puts it in its
 * place. An ordinary user may mount an overlay only inside the user namespace, so there the script does it all.
 */
final class RootFileSystem implements AutoCloseable {

    private static final List<String> HOOKS = List.of("/mnt", "/srv", "/opt", "/tmp");
    private static final int LONGEST = 3000;
    private static final int FIRST_LAYER = 300;

    private final Image image;
    private final Path folder;
    private final boolean privileged;
    private final boolean memory;
    private @Nullable Fd overlay;

    /**
     * A root in a folder of its own.
     *
     * @param folder where {@code upper}, {@code work} and, for an ordinary user, the mount point lie
     * @param privileged whether this process may mount
     */
    RootFileSystem(Image image, Path folder, boolean privileged) {
        this(image, folder, privileged, false);
    }

    private RootFileSystem(Image image, Path folder, boolean privileged, boolean memory) {
        this.image = image;
        this.folder = folder;
        this.privileged = privileged;
        this.memory = memory;
    }

    /** A root whose changes lie in memory, in the container's own mount namespace; the script makes it whole. */
    static RootFileSystem inMemory(Image image) throws ContainerException {
        var layers = image.layers();
        for (var folder : HOOKS) {
            if (Files.isDirectory(Path.of(folder)) && layers.stream().noneMatch(layer -> layer.startsWith(folder))) {
                return new RootFileSystem(image, Path.of(folder), false, true);
            }
        }
        throw new ContainerException("this host has none of the folders " + String.join(", ", HOOKS));
    }

    /**
     * Makes the folders, of which those that the container's root writes to belong to it, and the overlay if that is made here.
     *
     * @param copies layers with other owners, if the container has a user namespace
     */
    void create(@Nullable IdMap map, @Nullable MappedCopies copies) throws IOException {
        Files.createDirectories(folder);
        for (var name : privileged ? List.of("upper", "work") : List.of("upper", "work", "rootfs")) {
            var directory = folder.resolve(name);
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                // It was started before, and what it changed is still there.
                continue;
            }
            Kernel.get().mkdir(directory.toString(), 0755);
            if (privileged && map != null) {
                Kernel.get().lchown(directory.toString(), map.rootUid(), map.rootGid());
            }
        }
        overlay = privileged ? overlay(copies) : null;
    }

    /** Writes the calls after which the working directory is the new root, a mount of its own. */
    void mount(ScriptWriter s, FdTable fds) throws IOException {
        if (overlay != null) {
            var root = fds.give(overlay, "root");
            s.moveMount(root, s.fd(OpenFlags.AT_FDCWD), hook());
            s.fchdir(root);
            return;
        }
        if (memory) {
            s.mount("tmpfs", folder.toString(), "tmpfs", 0, "mode=755");
            for (var name : List.of("upper", "work", "rootfs")) {
                s.mkdirat(s.fd(OpenFlags.AT_FDCWD), folder.resolve(name).toString(), 0755);
            }
        }
        var options = "lowerdir=" + lower(s) + ",upperdir=" + folder.resolve("upper") + ",workdir="
                + folder.resolve("work") + ",userxattr";
        s.mount("overlay", folder.resolve("rootfs").toString(), "overlay", 0, options);
        s.chdir(folder.resolve("rootfs").toString());
    }

    /** The lower folders for mount(2), whose options have a page at most: many are opened and named by their numbers instead. */
    private String lower(ScriptWriter s) {
        var paths = lower();
        var joined = String.join(":", paths);
        if (joined.length() < LONGEST) {
            return joined;
        }
        var numbers = new ArrayList<String>();
        for (var i = 0; i < paths.size(); i++) {
            var opened = s.open(paths.get(i), OpenFlags.O_PATH | OpenFlags.O_CLOEXEC);
            s.dup3(opened.value(), FIRST_LAYER + i);
            s.close(opened.value());
            numbers.add("/proc/self/fd/" + (FIRST_LAYER + i));
        }
        return String.join(":", numbers);
    }

    /** Where the new root hangs until pivot_root(2): a folder that every user may pass through, and where nothing else is needed. */
    private static String hook() throws ContainerException {
        for (var folder : HOOKS) {
            if (Files.isDirectory(Path.of(folder))) {
                return folder;
            }
        }
        throw new ContainerException("this host has none of the folders " + String.join(", ", HOOKS));
    }

    /** The folders that make it up, the uppermost first. */
    List<Path> folders() {
        var folders = new ArrayList<Path>();
        if (!memory) {
            folders.add(folder.resolve("upper"));
        }
        lower().forEach(layer -> folders.add(Path.of(layer)));
        return folders;
    }

    /** The layers, the uppermost first. A layer that comes twice changes nothing the first time, and overlayfs takes no folder twice. */
    private List<String> lower() {
        var lower = new ArrayList<>(image.layers().stream().map(Path::toString).toList());
        Collections.reverse(lower);
        return List.copyOf(new LinkedHashSet<>(lower));
    }

    private Fd overlay(@Nullable MappedCopies copies) throws IOException {
        var mounts = new Mounts(Kernel.get());
        var upper = folder.resolve("upper").toString();
        var work = folder.resolve("work").toString();
        if (copies == null) {
            return mounts.overlay(lower(), upper, work);
        }
        try {
            return mounts.overlay(copies.mounts(lower()), upper, work);
        } catch (ErrnoException e) {
            // Layers with other owners came to overlayfs with Linux 5.19, and not every file system maps owners.
            if (e.is(Errno.EINVAL)) {
                return mounts.overlay(copies.folders(lower()), upper, work);
            }
            throw e;
        }
    }

    /** Writes the calls that put a volume into its place below the working directory. */
    static void volume(ScriptWriter s, FdTable fds, Volume volume, boolean privileged, @Nullable MappedCopies copies)
            throws IOException {
        var source = Path.of(volume.source());
        if (!Files.exists(source)) {
            throw new ContainerException("the volume " + volume.source() + " is not on this host");
        }
        var target = volume.target().substring(1);
        SafePath.make(s, target, Files.isDirectory(source));
        var at = SafePath.open(s, target);
        if (privileged) {
            s.moveMount(fds.give(copy(volume, copies), "volume"), at.value(), "");
        } else {
            if (volume.propagation() != Volume.Propagation.RPRIVATE) {
                throw new ContainerException("the volume " + volume.source() + " as " + volume.propagation()
                        + " needs root: an ordinary user's containers see no later mounts of the host");
            }
            var copy = s.openTreeClone(s.fd(OpenFlags.AT_FDCWD), volume.source(), true);
            if (volume.readOnly()) {
                s.mountSetattr(copy.value(), "", true, MountCalls.MOUNT_ATTR_RDONLY, 0, 0);
            }
            s.moveMount(copy.value(), at.value(), "");
        }
    }

    /** A copy of a volume that is nowhere yet. */
    private static Fd copy(Volume volume, @Nullable MappedCopies copies) throws IOException {
        var mounts = new Mounts(Kernel.get());
        var kind = volume.propagation();
        if (copies != null && kind.flag() == MountFlags.MS_SHARED) {
            throw new ContainerException("the volume " + volume.source() + " as " + kind
                    + " wants --userns host: what a user namespace mounts shall not show on the host");
        }
        var copy =
                copies == null || volume.plain() ? mounts.copy(volume.source(), true) : copies.volume(volume.source());
        try {
            mounts.set(copy, true, volume.readOnly() ? MountCalls.MOUNT_ATTR_RDONLY : 0, 0, 0);
            mounts.set(copy, kind.recursive(), 0, kind.flag(), 0);
            return copy;
        } catch (ErrnoException e) {
            copy.close();
            throw e;
        }
    }

    /** The propagation of a container's mounts: none comes in, none goes out. */
    static void isolate(ScriptWriter s) {
        s.mount(null, "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null);
    }

    @Override
    public void close() {
        if (overlay != null) {
            overlay.close();
        }
    }
}
