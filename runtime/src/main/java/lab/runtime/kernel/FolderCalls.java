package lab.runtime.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Calls about files below a directory. Names are bytes, since Linux does not ask for more, and a {@link java.nio.file.Path} cannot hold
 * all of them. No call follows a symbolic link at the end of a name, but {@link #directory} with its root.
 *
 * <p>One thread at a time: all calls share the memory that their arguments are put into.
 */
public final class FolderCalls implements AutoCloseable {

    /** How many bytes a path may have. */
    public static final int PATH_MAX = 4096;

    private static final int BLOCK = 1 << 17;
    private static final byte[] DOT = {'.'};
    private static final long IN_ROOT = Resolve.IN_ROOT | Resolve.NO_MAGICLINKS;

    /**
     * A name in a directory.
     *
     * @param type the number of its type as in a mode, shifted; 0 if the file system does not say
     */
    public record Name(byte[] bytes, int type) {}

    private final Kernel kernel = Kernel.get();
    private final Native memory = kernel.memory();
    private final Native.Block first = memory.buffer(PATH_MAX);
    private final Native.Block second = memory.buffer(PATH_MAX);
    private final Native.Block small = memory.buffer(KernelFiles.STATX_SIZE);
    private final Native.Block data = memory.buffer(BLOCK);

    private static String shown(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }

    private static long path(Native.Block block, byte[] name, String call) throws ErrnoException {
        if (name.length >= PATH_MAX) {
            throw new ErrnoException(call, shown(Arrays.copyOf(name, 40)) + "...", Errno.ENAMETOOLONG.number());
        }
        block.write(Arrays.copyOf(name, name.length + 1));
        return block.address();
    }

    /** A directory below a root, links resolved as if that were the root of all; openat2(2) {@code RESOLVE_IN_ROOT}. Empty is the root. */
    public Fd directory(Fd root, byte[] name) throws ErrnoException {
        return open(
                root, name.length == 0 ? DOT : name, OpenFlags.O_PATH | OpenFlags.directory(kernel.arch()), IN_ROOT);
    }

    /** A directory to list, with nothing but directories on the way to it. */
    public Fd listing(Fd directory, byte[] name) throws ErrnoException {
        var flags = OpenFlags.O_RDONLY | OpenFlags.directory(kernel.arch()) | OpenFlags.noFollow(kernel.arch());
        return open(directory, name, flags, Resolve.BENEATH | Resolve.NO_SYMLINKS);
    }

    /** A file to read, with nothing but directories on the way to it; a FIFO is not waited for. */
    public Fd reading(Fd directory, byte[] name) throws ErrnoException {
        var flags = OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.noFollow(kernel.arch());
        return open(directory, name, flags, Resolve.BENEATH | Resolve.NO_SYMLINKS);
    }

    private Fd open(Fd directory, byte[] name, long flags, long resolve) throws ErrnoException {
        var address = path(first, name, "openat2");
        small.write(Structs.openHow(flags | OpenFlags.O_CLOEXEC, 0, resolve));
        return Fd.of(kernel.call(Syscall.OPENAT2, shown(name), directory.number(), address, small.address(), 3 * 8));
    }

    /** A new file to write; there must be none of that name. */
    public Fd create(Fd directory, byte[] name, int mode) throws ErrnoException {
        var flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_CLOEXEC;
        return Fd.of(
                kernel.call(Syscall.OPENAT, shown(name), directory.number(), path(first, name, "openat"), flags, mode));
    }

    /** write(2) of all of a part of an array. */
    public void write(Fd file, byte[] bytes, int from, int length) throws ErrnoException {
        for (var done = 0; done < length; ) {
            var n = Math.min(BLOCK, length - done);
            data.write(bytes, from + done, n);
            done += (int) kernel.call(Syscall.WRITE, "a file", file.number(), data.address(), n);
        }
    }

    /** read(2) into an array; 0 is the end. */
    public int read(Fd file, byte[] into) throws ErrnoException {
        var n = (int) kernel.call(Syscall.READ, "a file", file.number(), data.address(), Math.min(BLOCK, into.length));
        data.read(into, n);
        return n;
    }

    /** mkdirat(2). */
    public void mkdir(Fd directory, byte[] name, int mode) throws ErrnoException {
        kernel.call(Syscall.MKDIRAT, shown(name), directory.number(), path(first, name, "mkdirat"), mode);
    }

    /** symlinkat(2). */
    public void symlink(byte[] target, Fd directory, byte[] name) throws ErrnoException {
        var text = path(second, target, "symlinkat");
        kernel.call(Syscall.SYMLINKAT, shown(name), text, directory.number(), path(first, name, "symlinkat"));
    }

    /** linkat(2). */
    public void link(Fd from, byte[] existing, Fd directory, byte[] name) throws ErrnoException {
        kernel.call(
                Syscall.LINKAT,
                shown(name) + " to " + shown(existing),
                from.number(),
                path(second, existing, "linkat"),
                directory.number(),
                path(first, name, "linkat"),
                0);
    }

    /** mknodat(2); the mode holds the type, too. */
    public void node(Fd directory, byte[] name, int mode, long device) throws ErrnoException {
        kernel.call(Syscall.MKNODAT, shown(name), directory.number(), path(first, name, "mknodat"), mode, device);
    }

    /** unlinkat(2) of a file, or of an empty directory. */
    public void remove(Fd directory, byte[] name, boolean isDirectory) throws ErrnoException {
        kernel.call(
                Syscall.UNLINKAT,
                shown(name),
                directory.number(),
                path(first, name, "unlinkat"),
                isDirectory ? OpenFlags.AT_REMOVEDIR : 0);
    }

    /** readlinkat(2). */
    public byte[] target(Fd directory, byte[] name) throws ErrnoException {
        var n = (int) kernel.call(
                Syscall.READLINKAT,
                shown(name),
                directory.number(),
                path(first, name, "readlinkat"),
                second.address(),
                PATH_MAX);
        var text = new byte[n];
        second.read(text, n);
        return text;
    }

    /** statx(2); empty if there is nothing of that name. An empty name is the directory itself. */
    public Optional<FileStat> stat(Fd directory, byte[] name) throws ErrnoException {
        var result = kernel.raw(
                Syscall.STATX,
                directory.number(),
                path(first, name, "statx"),
                OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_EMPTY_PATH,
                KernelFiles.STATX_BASIC_STATS,
                small.address());
        if (result == -Errno.ENOENT.number()) {
            return Optional.empty();
        }
        if (result < 0) {
            throw new ErrnoException("statx", shown(name), (int) -result);
        }
        return Optional.of(KernelFiles.read(small));
    }

    /** The names in a directory that was opened to list, but not {@code .} and {@code ..}; in no order. */
    public List<Name> names(Fd directory) throws ErrnoException {
        var names = new ArrayList<Name>();
        var n = 1;
        while (n > 0) {
            n = (int) kernel.call(Syscall.GETDENTS64, "a directory", directory.number(), data.address(), BLOCK);
            var bytes = new byte[n];
            data.read(bytes, n);
            for (var at = 0; at < n; ) {
                var length = bytes[at + 16] & 0xff | (bytes[at + 17] & 0xff) << 8;
                var end = at + 19;
                while (bytes[end] != 0) {
                    end++;
                }
                var name = Arrays.copyOfRange(bytes, at + 19, end);
                if (!Arrays.equals(name, new byte[] {'.'}) && !Arrays.equals(name, new byte[] {'.', '.'})) {
                    names.add(new Name(name, bytes[at + 18]));
                }
                at += length;
            }
        }
        return names;
    }

    /** fchownat(2). */
    public void own(Fd directory, byte[] name, int uid, int gid) throws ErrnoException {
        var flags = OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_EMPTY_PATH;
        kernel.call(Syscall.FCHOWNAT, shown(name), directory.number(), path(first, name, "fchownat"), uid, gid, flags);
    }

    /** fchmod(2) of an open file. */
    public void mode(Fd file, int mode) throws ErrnoException {
        kernel.call(Syscall.FCHMOD, "a file", file.number(), mode);
    }

    /** fchmodat(2) of what is known to be no symbolic link, since that would be followed. */
    public void mode(Fd directory, byte[] name, int mode) throws ErrnoException {
        kernel.call(Syscall.FCHMODAT, shown(name), directory.number(), path(first, name, "fchmodat"), mode);
    }

    /** utimensat(2): sets when the content was changed; an empty name is the open file itself. */
    public void time(Fd directory, byte[] name, long seconds, int nanos) throws ErrnoException {
        small.write(Structs.longs(seconds, nanos, seconds, nanos));
        kernel.call(
                Syscall.UTIMENSAT,
                shown(name),
                directory.number(),
                name.length == 0 ? 0 : path(first, name, "utimensat"),
                small.address(),
                name.length == 0 ? 0 : OpenFlags.AT_SYMLINK_NOFOLLOW);
    }

    private long procPath(Fd directory, byte[] name, String call) throws ErrnoException {
        var folder = (directory.path() + "/").getBytes(StandardCharsets.UTF_8);
        var whole = Arrays.copyOf(folder, folder.length + name.length);
        System.arraycopy(name, 0, whole, folder.length, name.length);
        return path(first, whole, call);
    }

    /** lsetxattr(2); returns the error's number, 0 if there was none, since many file systems take only some. */
    public int attribute(Fd directory, byte[] name, String attribute, byte[] value) throws ErrnoException {
        var address = procPath(directory, name, "lsetxattr");
        var key = path(second, Structs.utf8(attribute), "lsetxattr");
        if (value.length > BLOCK) {
            return Errno.E2BIG.number();
        }
        data.write(value, 0, value.length);
        return (int) -kernel.raw(Syscall.LSETXATTR, address, key, data.address(), value.length, 0);
    }

    /** llistxattr(2); none where the file system has none. */
    public List<String> attributes(Fd directory, byte[] name) throws ErrnoException {
        var n = kernel.raw(Syscall.LLISTXATTR, procPath(directory, name, "llistxattr"), data.address(), BLOCK);
        if (n == -Errno.EOPNOTSUPP.number()) {
            return List.of();
        }
        if (n < 0) {
            throw new ErrnoException("llistxattr", shown(name), (int) -n);
        }
        var bytes = new byte[(int) n];
        data.read(bytes, bytes.length);
        var text = new String(bytes, StandardCharsets.UTF_8);
        return text.isEmpty() ? List.of() : List.of(text.split("\0"));
    }

    /** lgetxattr(2); empty if there is no such attribute. */
    public Optional<byte[]> attribute(Fd directory, byte[] name, String attribute) throws ErrnoException {
        var address = procPath(directory, name, "lgetxattr");
        var key = path(second, Structs.utf8(attribute), "lgetxattr");
        var n = kernel.raw(Syscall.LGETXATTR, address, key, data.address(), BLOCK);
        if (n == -Errno.ENODATA.number() || n == -Errno.EOPNOTSUPP.number()) {
            return Optional.empty();
        }
        if (n < 0) {
            throw new ErrnoException("lgetxattr " + attribute, shown(name), (int) -n);
        }
        var value = new byte[(int) n];
        data.read(value, value.length);
        return Optional.of(value);
    }

    @Override
    public void close() {
        memory.close();
    }
}
