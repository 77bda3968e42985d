package lab.runtime.kernel;

import org.jspecify.annotations.Nullable;

/** Calls about mounts and the root. */
public interface MountCalls extends Calls {

    /** {@code MOUNT_ATTR_RDONLY}. */
    long MOUNT_ATTR_RDONLY = 1;

    /** {@code MOUNT_ATTR_NOSUID}. */
    long MOUNT_ATTR_NOSUID = 2;

    /** {@code MOUNT_ATTR_NODEV}. */
    long MOUNT_ATTR_NODEV = 4;

    /** {@code MOUNT_ATTR_NOEXEC}. */
    long MOUNT_ATTR_NOEXEC = 8;

    /** {@code MOUNT_ATTR_IDMAP}. */
    long MOUNT_ATTR_IDMAP = 0x100000;

    /** {@code OPEN_TREE_CLONE}. */
    int OPEN_TREE_CLONE = 1;

    /** mount(2); names that do not matter are null. */
    default Result mount(
            @Nullable String source, String target, @Nullable String type, long flags, @Nullable String data) {
        return mount(textOrNone(source), text(target), type, flags, data);
    }

    /** mount(2) with source and target from memory. */
    default Result mount(Operand source, Operand target, @Nullable String type, long flags, @Nullable String data) {
        return call(
                Syscall.MOUNT,
                source,
                target,
                textOrNone(type),
                named(flags, MountFlags.names(flags)),
                textOrNone(data));
    }

    /** umount2(2); the flag 2 is {@code MNT_DETACH}. */
    default Result umount2(String target, int flags) {
        return call(Syscall.UMOUNT2, text(target), named(flags, flags == 2 ? "MNT_DETACH" : Integer.toString(flags)));
    }

    /** pivot_root(2). */
    default Result pivotRoot(String newRoot, String putOld) {
        return call(Syscall.PIVOT_ROOT, text(newRoot), text(putOld));
    }

    /** chroot(2). */
    default Result chroot(String path) {
        return call(Syscall.CHROOT, text(path));
    }

    /** chdir(2). */
    default Result chdir(String path) {
        return call(Syscall.CHDIR, text(path));
    }

    /** fchdir(2). */
    default Result fchdir(Operand fd) {
        return call(Syscall.FCHDIR, fd);
    }

    /** fsopen(2), close-on-exec. */
    default Result fsopen(String type) {
        return call(Syscall.FSOPEN, text(type), named(1, "FSOPEN_CLOEXEC")).about(type);
    }

    /** fsconfig(2) {@code FSCONFIG_SET_STRING}. */
    default Result fsconfigString(Operand fs, String key, String value) {
        return call(Syscall.FSCONFIG, fs, named(1, "FSCONFIG_SET_STRING"), text(key), text(value), number(0));
    }

    /** fsconfig(2) {@code FSCONFIG_SET_FLAG}. */
    default Result fsconfigFlag(Operand fs, String key) {
        return call(Syscall.FSCONFIG, fs, named(0, "FSCONFIG_SET_FLAG"), text(key), none(), number(0));
    }

    /** fsconfig(2) {@code FSCONFIG_CMD_CREATE}. */
    default Result fsconfigCreate(Operand fs) {
        return call(Syscall.FSCONFIG, fs, named(6, "FSCONFIG_CMD_CREATE"), none(), none(), number(0));
    }

    /** fsmount(2), close-on-exec. */
    default Result fsmount(Operand fs, long attributes) {
        return call(Syscall.FSMOUNT, fs, named(1, "FSMOUNT_CLOEXEC"), attributes(attributes))
                .about(about(fs));
    }

    /** open_tree(2) {@code OPEN_TREE_CLONE}, close-on-exec: a copy of a mount that is nowhere yet. */
    default Result openTreeClone(Operand dir, String path, boolean recursive) {
        var empty = path.isEmpty() ? OpenFlags.AT_EMPTY_PATH : 0;
        var flags = OPEN_TREE_CLONE | OpenFlags.O_CLOEXEC | empty | (recursive ? OpenFlags.AT_RECURSIVE : 0);
        var shown = "OPEN_TREE_CLONE|OPEN_TREE_CLOEXEC" + (empty != 0 ? "|AT_EMPTY_PATH" : "")
                + (recursive ? "|AT_RECURSIVE" : "");
        return call(Syscall.OPEN_TREE, dir, text(path), named(flags, shown)).about(path.isEmpty() ? about(dir) : path);
    }

    /** move_mount(2) of a mount by its file descriptor to a path below a directory; an empty path is the directory itself. */
    default Result moveMount(Operand from, Operand toDir, String toPath) {
        var flags = toPath.isEmpty() ? 0x44 : 0x4;
        var shown = toPath.isEmpty() ? "MOVE_MOUNT_F_EMPTY_PATH|MOVE_MOUNT_T_EMPTY_PATH" : "MOVE_MOUNT_F_EMPTY_PATH";
        return call(Syscall.MOVE_MOUNT, from, text(""), toDir, text(toPath), named(flags, shown));
    }

    /** mount_setattr(2). */
    default Result mountSetattr(Operand dir, String path, boolean recursive, long set, long clear, long propagation) {
        var attr = Structs.mountAttr(set, clear, propagation, 0);
        var empty = path.isEmpty() ? OpenFlags.AT_EMPTY_PATH : 0;
        var flags = empty | (recursive ? OpenFlags.AT_RECURSIVE : 0);
        var shown = (empty != 0 ? "AT_EMPTY_PATH" : "0") + (recursive ? "|AT_RECURSIVE" : "");
        var shownAttr = "{set " + attributes(set).shown()
                + (clear == 0 ? "" : ", clear " + attributes(clear).shown())
                + (propagation == 0 ? "" : ", " + MountFlags.names(propagation)) + "}";
        return call(
                Syscall.MOUNT_SETATTR,
                dir,
                text(path),
                named(flags, shown.replace("0|", "")),
                bytes(attr, shownAttr),
                number(attr.length));
    }

    private Operand attributes(long set) {
        var names = new FlagNames()
                .with(MOUNT_ATTR_RDONLY, "MOUNT_ATTR_RDONLY")
                .with(MOUNT_ATTR_NOSUID, "MOUNT_ATTR_NOSUID")
                .with(MOUNT_ATTR_NODEV, "MOUNT_ATTR_NODEV")
                .with(MOUNT_ATTR_NOEXEC, "MOUNT_ATTR_NOEXEC")
                .with(MOUNT_ATTR_IDMAP, "MOUNT_ATTR_IDMAP");
        return named(set, names.of(set));
    }
}
