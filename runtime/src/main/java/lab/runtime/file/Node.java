package lab.runtime.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a file is; statx(2).
 *
 * @param mode type and permission bits
 * @param uid its owner, as the container counts ids
 * @param gid its group, as the container counts ids
 * @param size its length in bytes
 * @param device the device it lies on, {@code major << 32 | minor}
 * @param inode its number there
 * @param links how many names it has
 * @param number what device it stands for, if it stands for one, as mknod(2) takes it
 * @param seconds when it was last changed, since 1970
 * @param nanos nanoseconds beyond that
 */
public record Node(
        int mode,
        int uid,
        int gid,
        long size,
        long device,
        long inode,
        long links,
        long number,
        long seconds,
        int nanos) {

    /** {@code sizeof(struct statx)}. */
    static final int STATX_SIZE = 256;

    private static final int S_IFMT = 0170000;
    private static final int S_IFDIR = 0040000;
    private static final int S_IFREG = 0100000;
    private static final int S_IFLNK = 0120000;
    private static final int S_IFCHR = 0020000;
    private static final int S_IFIFO = 0010000;
    private static final int S_IFBLK = 0060000;
    private static final int S_IFSOCK = 0140000;

    static Node of(byte[] statx) {
        var stat = ByteBuffer.wrap(statx).order(ByteOrder.LITTLE_ENDIAN);
        return new Node(
                Short.toUnsignedInt(stat.getShort(28)),
                stat.getInt(20),
                stat.getInt(24),
                stat.getLong(40),
                (long) stat.getInt(136) << 32 | Integer.toUnsignedLong(stat.getInt(140)),
                stat.getLong(32),
                Integer.toUnsignedLong(stat.getInt(16)),
                number(Integer.toUnsignedLong(stat.getInt(128)), Integer.toUnsignedLong(stat.getInt(132))),
                stat.getLong(112),
                stat.getInt(120));
    }

    /** A device's number from its two parts; makedev(3), as far as the kernel uses it. */
    private static long number(long major, long minor) {
        return minor & 0xff | major << 8 | (minor & ~0xffL) << 12;
    }

    /** A pipe or a device to be made, of the type that a tar has for it. */
    static Node device(char type, long major, long minor) {
        var mode = type == '6' ? S_IFIFO : type == '4' ? S_IFBLK : S_IFCHR;
        return new Node(mode, 0, 0, 0, 0, 0, 1, mode == S_IFIFO ? 0 : number(major, minor), 0, 0);
    }

    /** Whether it is a directory. */
    public boolean directory() {
        return (mode & S_IFMT) == S_IFDIR;
    }

    /** Whether it is an ordinary file. */
    public boolean file() {
        return (mode & S_IFMT) == S_IFREG;
    }

    /** Whether it is a symbolic link. */
    public boolean link() {
        return (mode & S_IFMT) == S_IFLNK;
    }

    /** Whether it is a socket, which nobody can copy. */
    public boolean socket() {
        return (mode & S_IFMT) == S_IFSOCK;
    }

    /** Whether it is a pipe. */
    public boolean pipe() {
        return (mode & S_IFMT) == S_IFIFO;
    }

    /** Whether it is a block device. */
    public boolean block() {
        return (mode & S_IFMT) == S_IFBLK;
    }

    /** Whether it is what an overlay has in the place of a file that was removed. */
    public boolean whiteout() {
        return (mode & S_IFMT) == S_IFCHR && number == 0;
    }

    /** The type of the file, as in the mode. */
    public int type() {
        return mode & S_IFMT;
    }

    /** The permission bits. */
    public int permissions() {
        return mode & 07777;
    }

    /** The same file with another owner. */
    public Node withOwner(int otherUid, int otherGid) {
        return new Node(mode, otherUid, otherGid, size, device, inode, links, number, seconds, nanos);
    }

    /** The same file with other permissions. */
    public Node withPermissions(int permissions) {
        return new Node(type() | permissions & 07777, uid, gid, size, device, inode, links, number, seconds, nanos);
    }

    /** The same file with another time. */
    public Node withTime(long otherSeconds, int otherNanos) {
        return new Node(mode, uid, gid, size, device, inode, links, number, otherSeconds, otherNanos);
    }
}
