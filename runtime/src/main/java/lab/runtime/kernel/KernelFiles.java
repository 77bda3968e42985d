package lab.runtime.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Looks at files with calls of this JVM, so that a refusal keeps its errno. */
public final class KernelFiles {

    static final int STATX_BASIC_STATS = 0x7ff;
    static final int STATX_SIZE = 256;
    private static final int LINK_SIZE = 4096;
    private static final int BLOCK = 16 * 1024;

    private KernelFiles() {}

    /** The whole content of a file; for files of procfs and sysfs, whose length is not known before. */
    public static byte[] read(String path) throws ErrnoException {
        try (var fd = Kernel.get().open(path, OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK, 0)) {
            return read(fd, path, Integer.MAX_VALUE);
        }
    }

    /** What a descriptor gives until its end, but not more than a number of bytes. */
    public static byte[] read(Fd fd, String path, int limit) throws ErrnoException {
        var kernel = Kernel.get();
        var content = new ByteArrayOutputStream();
        try (var memory = kernel.memory()) {
            var buffer = memory.buffer(BLOCK);
            var block = new byte[BLOCK];
            while (content.size() < limit) {
                var wanted = Math.min(BLOCK, limit - content.size());
                var n = (int) kernel.call(Syscall.READ, path, fd.number(), buffer.address(), wanted);
                if (n == 0) {
                    break;
                }
                buffer.read(block, n);
                content.write(block, 0, n);
            }
        }
        return content.toByteArray();
    }

    /** Writes a text into a file that is there, in one write(2), as files of procfs and cgroupfs want it. */
    public static void write(String path, String text) throws ErrnoException {
        var kernel = Kernel.get();
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        try (var fd = kernel.open(path, OpenFlags.O_WRONLY, 0);
                var memory = kernel.memory()) {
            kernel.call(Syscall.WRITE, path, fd.number(), memory.bytes(bytes), bytes.length);
        }
    }

    /** Whether a path leads to something that can be reached; faccessat2(2), links followed. */
    public static boolean exists(String path) {
        var kernel = Kernel.get();
        try (var memory = kernel.memory()) {
            return kernel.raw(Syscall.FACCESSAT2, OpenFlags.AT_FDCWD, memory.text(path), 0, 0) == 0;
        }
    }

    /** readlinkat(2): the text of a symbolic link. */
    public static byte[] readlink(String path) throws ErrnoException {
        var kernel = Kernel.get();
        try (var memory = kernel.memory()) {
            var buffer = memory.buffer(LINK_SIZE);
            var n = (int) kernel.call(
                    Syscall.READLINKAT, path, OpenFlags.AT_FDCWD, memory.text(path), buffer.address(), LINK_SIZE);
            var text = new byte[LINK_SIZE];
            buffer.read(text, n);
            return Arrays.copyOf(text, n);
        }
    }

    /** statx(2) of what a path leads to, links followed. */
    public static FileStat stat(String path) throws ErrnoException {
        return statx(OpenFlags.AT_FDCWD, path, 0, path);
    }

    /** statx(2) of an open file. */
    public static FileStat stat(Fd fd, String path) throws ErrnoException {
        return statx(fd.number(), "", OpenFlags.AT_EMPTY_PATH, path);
    }

    private static FileStat statx(int dir, String path, int flags, String operand) throws ErrnoException {
        var kernel = Kernel.get();
        try (var memory = kernel.memory()) {
            var stat = memory.buffer(STATX_SIZE);
            kernel.call(Syscall.STATX, operand, dir, memory.text(path), flags, STATX_BASIC_STATS, stat.address());
            return read(stat);
        }
    }

    /** What statx(2) has written. */
    static FileStat read(Native.Block stat) {
        return new FileStat(
                (long) stat.getInt(136) << 32 | Integer.toUnsignedLong(stat.getInt(140)),
                stat.getLong(32),
                Short.toUnsignedInt(stat.getShort(28)),
                Integer.toUnsignedLong(stat.getInt(20)),
                Integer.toUnsignedLong(stat.getInt(24)),
                stat.getLong(40),
                number(Integer.toUnsignedLong(stat.getInt(128)), Integer.toUnsignedLong(stat.getInt(132))),
                Integer.toUnsignedLong(stat.getInt(16)),
                stat.getLong(112),
                stat.getInt(120));
    }

    /** A device's number from its two parts; makedev(3), as far as the kernel uses it. */
    private static long number(long major, long minor) {
        return minor & 0xff | major << 8 | (minor & ~0xffL) << 12;
    }

    /** Whether there is something of that name below a directory; links are not followed. */
    public static boolean exists(Fd dir, String path) throws ErrnoException {
        try {
            return statx(dir.number(), path, OpenFlags.AT_SYMLINK_NOFOLLOW, path)
                            .inode()
                    != 0;
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT)) {
                return false;
            }
            throw e;
        }
    }
}
