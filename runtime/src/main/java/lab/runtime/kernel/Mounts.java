package lab.runtime.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Mounts that are nowhere yet: this JVM makes them, a script puts them in their place. They appear in no mount table and are gone with
 * their last descriptor, so that a killed JVM leaves none.
 */
public final class Mounts {

    private static final int FSCONFIG_SET_STRING = 1;
    private static final int FSCONFIG_CMD_CREATE = 6;
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
    private static final int MNT_DETACH = 2;
    private static final int UMOUNT_NOFOLLOW = 8;

    private static final int LONGEST_VALUE = 256;

    private final Kernel kernel;

    /** Mounts made through a kernel's calls. */
    public Mounts(Kernel kernel) {
        this.kernel = kernel;
    }

    /** open_tree(2) {@code OPEN_TREE_CLONE}: a copy of what is mounted at a path, with all below it if recursive. */
    public Fd copy(String path, boolean recursive) throws ErrnoException {
        var flags = MountCalls.OPEN_TREE_CLONE | OpenFlags.O_CLOEXEC | (recursive ? OpenFlags.AT_RECURSIVE : 0);
        try (var memory = kernel.memory()) {
            return Fd.of(kernel.call(Syscall.OPEN_TREE, path, OpenFlags.AT_FDCWD, memory.text(path), flags));
        }
    }

    /**
     * mount_setattr(2) of a mount by its descriptor.
     *
     * @param propagation {@code MS_PRIVATE} or its like, 0 to leave it
     * @param userns counts for {@code MOUNT_ATTR_IDMAP} only
     */
    public void set(Fd mount, boolean recursive, long attributes, long propagation, int userns) throws ErrnoException {
        var attr = Structs.mountAttr(attributes, 0, propagation, userns);
        var flags = OpenFlags.AT_EMPTY_PATH | (recursive ? OpenFlags.AT_RECURSIVE : 0);
        try (var memory = kernel.memory()) {
            kernel.call(
                    Syscall.MOUNT_SETATTR, "", mount.number(), memory.text(""), flags, memory.bytes(attr), attr.length);
        }
    }

    /**
     * An overlay of directories; fsopen(2), fsconfig(2), fsmount(2).
     *
     * @param lower the layers, the uppermost first; paths, {@code /proc/self/fd/N} too
     * @param upper where changes go
     * @param work an empty directory beside it
     */
    public Fd overlay(List<String> lower, String upper, String work) throws ErrnoException {
        try (var memory = kernel.memory();
                var fs = Fd.of(kernel.call(Syscall.FSOPEN, "overlay", memory.text("overlay"), 1))) {
            config(fs, "source", "lab");
            var opened = new ArrayList<Fd>();
            try {
                lower(fs, lower, opened);
                config(fs, "upperdir", upper);
                config(fs, "workdir", work);
                kernel.call(Syscall.FSCONFIG, "overlay", fs.number(), FSCONFIG_CMD_CREATE, 0, 0, 0);
                return Fd.of(kernel.call(Syscall.FSMOUNT, "overlay", fs.number(), 1, 0));
            } finally {
                opened.forEach(Fd::close);
            }
        }
    }

    /**
     * Since Linux 6.7 layers are added one by one; before, all of them have to fit into one value of 256 bytes, which is enough for two long
     * paths, and for fifteen descriptors.
     *
     * @param opened gets what must stay open until the overlay is made
     */
    private void lower(Fd fs, List<String> lower, List<Fd> opened) throws ErrnoException {
        var joined = String.join(":", lower);
        if (joined.length() >= LONGEST_VALUE && KernelVersion.running().atLeast(6, 7)) {
            for (var layer : lower) {
                config(fs, "lowerdir+", layer);
            }
            return;
        }
        if (joined.length() >= LONGEST_VALUE) {
            for (var layer : lower) {
                opened.add(kernel.open(layer, OpenFlags.O_PATH, 0));
            }
            joined = opened.stream().map(Fd::path).collect(Collectors.joining(":"));
        }
        config(fs, "lowerdir", joined);
    }

    /** An empty file system in memory; tmpfs(5). */
    public Fd memory(Map<String, String> options) throws ErrnoException {
        try (var memory = kernel.memory();
                var fs = Fd.of(kernel.call(Syscall.FSOPEN, "tmpfs", memory.text("tmpfs"), 1))) {
            config(fs, "source", "tmpfs");
            for (var option : options.entrySet()) {
                config(fs, option.getKey(), option.getValue());
            }
            kernel.call(Syscall.FSCONFIG, "tmpfs", fs.number(), FSCONFIG_CMD_CREATE, 0, 0, 0);
            return Fd.of(kernel.call(Syscall.FSMOUNT, "tmpfs", fs.number(), 1, MountCalls.MOUNT_ATTR_NOSUID));
        }
    }

    /** move_mount(2): puts a mount in its place, where it outlives this JVM until {@link #detach}. */
    public void attach(Fd mount, String path) throws ErrnoException {
        try (var memory = kernel.memory()) {
            kernel.call(
                    Syscall.MOVE_MOUNT,
                    path,
                    mount.number(),
                    memory.text(""),
                    OpenFlags.AT_FDCWD,
                    memory.text(path),
                    MOVE_MOUNT_F_EMPTY_PATH);
        }
    }

    /** umount2(2) {@code MNT_DETACH}: takes a mount away at once; it is let go of when its last user is gone. */
    public void detach(String path) throws ErrnoException {
        try (var memory = kernel.memory()) {
            kernel.call(Syscall.UMOUNT2, path, memory.text(path), MNT_DETACH | UMOUNT_NOFOLLOW);
        }
    }

    private void config(Fd fs, String key, String value) throws ErrnoException {
        try (var memory = kernel.memory()) {
            kernel.call(
                    Syscall.FSCONFIG,
                    key + "=" + value,
                    fs.number(),
                    FSCONFIG_SET_STRING,
                    memory.text(key),
                    memory.text(value),
                    0);
        }
    }
}
