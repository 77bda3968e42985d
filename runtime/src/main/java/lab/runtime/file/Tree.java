package lab.runtime.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import lab.runtime.kernel.Arch;
import lab.runtime.kernel.Deputy;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Resolve;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import lab.runtime.kernel.Syscall;
import lab.runtime.namespace.IdMap;
import org.jspecify.annotations.Nullable;

/**
 * A tree of files, looked at through a {@link Deputy} that stands at its root. A path is resolved by the kernel within the tree; from there
 * on it goes name by name, links never followed. A file is opened only when its handle says that it is an ordinary one.
 */
public final class Tree implements AutoCloseable {

    /** How far the paths of a tree lead. */
    public enum Reach {
        /** The tree's root is {@code /}: links lead to places inside. */
        ROOT(Resolve.IN_ROOT | Resolve.NO_MAGICLINKS),
        /** Links that lead out are refused with {@code EXDEV}. */
        BENEATH(Resolve.BENEATH | Resolve.NO_MAGICLINKS),
        /** The host's own paths. */
        HOST(0);

        private final long flags;

        Reach(long flags) {
            this.flags = flags;
        }
    }

    private static final int PROC = Deputy.FIRST_KEPT;
    private static final int ROOT = PROC + 1;
    private static final int NAMES = 64 * 1024;
    private static final int LINK_SIZE = 4096;
    private static final int XATTR_SIZE = 64 * 1024;
    private static final int AT_SYMLINK_FOLLOW = 0x400;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int HEADER = 19;
    private static final int ENTER = 0755;
    private static final int DIRECTORY = OpenFlags.directory(Arch.current());
    private static final int NOFOLLOW = OpenFlags.noFollow(Arch.current());
    private static final long ONE_NAME = Resolve.BENEATH | Resolve.NO_SYMLINKS | Resolve.NO_MAGICLINKS;

    private final Deputy deputy;
    private final Reach reach;
    private final @Nullable IdMap map;
    private final Handle root;

    private Tree(Deputy deputy, Reach reach, @Nullable IdMap map) {
        this.deputy = deputy;
        this.reach = reach;
        this.map = map;
        this.root = new Handle(this, ROOT, "/");
    }

    /**
     * Opens a tree.
     *
     * @param files the deputy's descriptors
     * @param way leads to the root of the tree, which is the working directory after it; on the way {@link #hold} is called
     * @param map how the ids that the deputy sees are those of the container; null if they are the same
     */
    public static Tree open(Supplier<List<Fd>> files, Deputy.Way way, Reach reach, @Nullable IdMap map)
            throws IOException {
        var deputy = Deputy.start("lab-files", files, s -> {
            way.write(s);
            s.note("the root of the tree");
            var root = s.open(".", OpenFlags.O_PATH | DIRECTORY);
            s.dup3(root.value(), ROOT);
            s.close(root.value());
            // Extended attributes have no call that takes a descriptor of a path: they are reached by its number here.
            s.fchdir(s.number(PROC));
            s.umask(0);
        });
        return new Tree(deputy, reach, map);
    }

    /** Holds the folder in which a process finds its own descriptors: elsewhere there may be another {@code /proc}, or none. */
    public static void hold(ScriptWriter s) {
        var proc = s.open("/proc/self/fd", OpenFlags.O_PATH | DIRECTORY);
        s.dup3(proc.value(), PROC);
        s.close(proc.value());
    }

    /** The tree's root. */
    public Handle root() {
        return root;
    }

    /** A file by its path from the root. */
    public Handle find(String path, boolean follow) throws IOException {
        var inside = reach == Reach.BENEATH ? path.replaceFirst("^/+", "") : path;
        var flags = OpenFlags.O_PATH | (follow ? 0 : NOFOLLOW);
        return open(root, inside.isEmpty() ? "." : inside, flags, 0, reach.flags, RawText.shown(path));
    }

    /** A file by its path from the root, if there is one. */
    public Optional<Handle> look(String path, boolean follow) throws IOException {
        try {
            return Optional.of(find(path, follow));
        } catch (ErrnoException e) {
            return none(e);
        }
    }

    /** A file by its name in a directory; a link is the link itself. */
    public Optional<Handle> look(Handle directory, String name) throws IOException {
        try {
            return Optional.of(open(directory, name, OpenFlags.O_PATH | NOFOLLOW, 0, ONE_NAME, directory.below(name)));
        } catch (ErrnoException e) {
            return none(e);
        }
    }

    private static Optional<Handle> none(ErrnoException e) throws ErrnoException {
        if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
            return Optional.empty();
        }
        throw e;
    }

    private Handle open(Handle directory, String name, long flags, int mode, long resolve, String shown)
            throws IOException {
        var how = deputy.put(Structs.openHow(flags | OpenFlags.O_CLOEXEC, mode, resolve));
        var path = deputy.text(name);
        var fd = deputy.call(Syscall.OPENAT2, shown, directory.number(), path, how, 3 * Long.BYTES);
        return new Handle(this, (int) fd, shown);
    }

    /** What a file is. */
    public Node stat(Handle file) throws IOException {
        var path = deputy.text("");
        var buffer = deputy.room(Node.STATX_SIZE);
        deputy.call(
                Syscall.STATX, file.path(), file.number(), path, OpenFlags.AT_EMPTY_PATH, STATX_BASIC_STATS, buffer);
        var node = Node.of(deputy.get(buffer, Node.STATX_SIZE));
        return map == null
                ? node
                : node.withOwner(IdMap.inside(map.uids(), node.uid()), IdMap.inside(map.gids(), node.gid()));
    }

    /** The names in a directory, in the order of their bytes. */
    public List<String> list(Handle directory) throws IOException {
        try (var opened = reopen(directory, OpenFlags.O_RDONLY | DIRECTORY)) {
            var names = new ArrayList<String>();
            while (true) {
                var buffer = deputy.room(NAMES);
                var n = (int) deputy.call(Syscall.GETDENTS64, directory.path(), opened.number(), buffer, NAMES);
                if (n == 0) {
                    names.sort(null);
                    return names;
                }
                names(deputy.get(buffer, n), names);
            }
        }
    }

    private static void names(byte[] entries, List<String> into) {
        for (var at = 0; at < entries.length; ) {
            var end = at + HEADER;
            while (entries[end] != 0) {
                end++;
            }
            var name = new String(entries, at + HEADER, end - at - HEADER, StandardCharsets.ISO_8859_1);
            if (!name.equals(".") && !name.equals("..")) {
                into.add(name);
            }
            at += Byte.toUnsignedInt(entries[at + 16]) | Byte.toUnsignedInt(entries[at + 17]) << 8;
        }
    }

    /** Where a symbolic link leads. */
    public String target(Handle link) throws IOException {
        var path = deputy.text("");
        var buffer = deputy.room(LINK_SIZE);
        var n = deputy.call(Syscall.READLINKAT, link.path(), link.number(), path, buffer, LINK_SIZE);
        return new String(deputy.get(buffer, (int) n), StandardCharsets.ISO_8859_1);
    }

    /** A file's extended attributes whose names begin so; xattr(7). */
    public Map<String, byte[]> attributes(Handle file, String prefix) throws IOException {
        var path = deputy.text(Integer.toString(file.number()));
        var buffer = deputy.room(XATTR_SIZE);
        var n = deputy.raw(Syscall.LISTXATTR, file.path(), path, buffer, XATTR_SIZE);
        var attributes = new TreeMap<String, byte[]>();
        if (n <= 0) {
            // Many file systems have none.
            return attributes;
        }
        for (var name : new String(deputy.get(buffer, (int) n), StandardCharsets.ISO_8859_1).split("\0")) {
            if (name.startsWith(prefix)) {
                attribute(file, name).ifPresent(value -> attributes.put(name, value));
            }
        }
        return attributes;
    }

    /** The value of an extended attribute, if the file has it. */
    public Optional<byte[]> attribute(Handle file, String name) throws IOException {
        var path = deputy.text(Integer.toString(file.number()));
        var key = deputy.text(name);
        var buffer = deputy.room(XATTR_SIZE);
        var n = deputy.raw(Syscall.GETXATTR, file.path(), path, key, buffer, XATTR_SIZE);
        return n < 0 ? Optional.empty() : Optional.of(deputy.get(buffer, (int) n));
    }

    /** An ordinary file's content from its start. */
    public TreeInput read(Handle file) throws IOException {
        if (!stat(file).file()) {
            throw new IOException(file.path() + " is not an ordinary file");
        }
        return new TreeInput(deputy, reopen(file, OpenFlags.O_RDONLY));
    }

    private Handle reopen(Handle file, int flags) throws IOException {
        var path = deputy.text(Integer.toString(file.number()));
        var fd = deputy.call(
                Syscall.OPENAT,
                file.path(),
                PROC,
                path,
                flags | OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY);
        return new Handle(this, (int) fd, file.path());
    }

    /** Makes an ordinary file that was not there, for writing. */
    public TreeOutput create(Handle directory, String name) throws IOException {
        var flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL | NOFOLLOW;
        return new TreeOutput(deputy, open(directory, name, flags, 0600, ONE_NAME, directory.below(name)));
    }

    /** Makes a directory. */
    public void makeDirectory(Handle directory, String name) throws IOException {
        deputy.call(Syscall.MKDIRAT, directory.below(name), directory.number(), deputy.text(name), 0700);
    }

    /**
     * A directory by its path from the root; it is made, with those above it, if it is not there, for everybody to enter.
     *
     * @param uid the owner of those that are made
     * @param gid their group
     */
    public Handle makeDirectories(String path, int uid, int gid) throws IOException {
        var soFar = new StringBuilder();
        for (var name : path.split("/")) {
            if (name.isEmpty()) {
                continue;
            }
            var parent = soFar.isEmpty() ? "/" : soFar.toString();
            soFar.append('/').append(name);
            if (isThere(soFar.toString())) {
                continue;
            }
            try (var directory = find(parent, true)) {
                makeDirectory(directory, name);
                try (var made = find(soFar.toString(), true)) {
                    own(made, uid, gid);
                    permit(made, ENTER);
                }
            }
        }
        var made = find(soFar.isEmpty() ? "/" : soFar.toString(), true);
        if (!stat(made).directory()) {
            made.close();
            throw new IOException("not a directory: " + RawText.shown(path));
        }
        return made;
    }

    private boolean isThere(String path) throws IOException {
        var there = look(path, true);
        if (there.isPresent()) {
            there.get().close();
        }
        return there.isPresent();
    }

    /** Makes a symbolic link. */
    public void makeLink(Handle directory, String name, String target) throws IOException {
        var to = deputy.text(target);
        deputy.call(Syscall.SYMLINKAT, directory.below(name), to, directory.number(), deputy.text(name));
    }

    /** Makes a pipe, a device or another file that has no content. */
    public void makeNode(Handle directory, String name, Node node) throws IOException {
        var path = deputy.text(name);
        deputy.call(
                Syscall.MKNODAT, directory.below(name), directory.number(), path, node.type() | 0600, node.number());
    }

    /** Gives a file one more name. */
    public void makeName(Handle file, Handle directory, String name) throws IOException {
        var from = deputy.text(Integer.toString(file.number()));
        var to = deputy.text(name);
        deputy.call(Syscall.LINKAT, directory.below(name), PROC, from, directory.number(), to, AT_SYMLINK_FOLLOW);
    }

    /** Removes a name; a directory must be empty. */
    public void remove(Handle directory, String name, boolean isDirectory) throws IOException {
        var flags = isDirectory ? OpenFlags.AT_REMOVEDIR : 0;
        deputy.call(Syscall.UNLINKAT, directory.below(name), directory.number(), deputy.text(name), flags);
    }

    /** Changes whom a file belongs to. */
    public void own(Handle file, int uid, int gid) throws IOException {
        var owner = map == null ? uid : IdMap.outside(map.uids(), uid);
        var group = map == null ? gid : IdMap.outside(map.gids(), gid);
        deputy.call(
                Syscall.FCHOWNAT, file.path(), file.number(), deputy.text(""), owner, group, OpenFlags.AT_EMPTY_PATH);
    }

    /** Changes the permissions of a file that is no link. */
    public void permit(Handle file, int permissions) throws IOException {
        var path = deputy.text(Integer.toString(file.number()));
        deputy.call(Syscall.FCHMODAT, file.path(), PROC, path, permissions);
    }

    /** Sets an extended attribute of a file that is no link. */
    public void attribute(Handle file, String name, byte[] value) throws IOException {
        var path = deputy.text(Integer.toString(file.number()));
        var key = deputy.text(name);
        var bytes = deputy.put(value);
        deputy.call(Syscall.SETXATTR, name + " of " + file.path(), path, key, bytes, value.length, 0);
    }

    /** Sets when a file was last changed. */
    public void time(Handle directory, String name, long seconds, int nanos) throws IOException {
        var path = deputy.text(name);
        var times = deputy.put(Structs.longs(seconds, nanos, seconds, nanos));
        deputy.call(
                Syscall.UTIMENSAT,
                directory.below(name),
                directory.number(),
                path,
                times,
                OpenFlags.AT_SYMLINK_NOFOLLOW);
    }

    void close(int number) throws IOException {
        deputy.call(Syscall.CLOSE, "descriptor " + number, number);
    }

    @Override
    public void close() throws IOException {
        deputy.close();
    }
}
