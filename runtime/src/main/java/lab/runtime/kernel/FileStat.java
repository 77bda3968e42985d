package lab.runtime.kernel;

/**
 * What statx(2) says of a file.
 *
 * @param device major and minor number of the device it lies on, {@code major << 32 | minor}
 * @param inode its number there; device and inode together tell whether two files are the same
 * @param mode type and permission bits
 * @param uid its owner, as this JVM's user namespace sees it
 * @param gid its group
 * @param size its length in bytes
 * @param number what device it stands for, if it stands for one, as mknod(2) takes it
 * @param links how many names it has
 * @param seconds when its content was changed, since the epoch
 * @param nanos the rest of that time, in nanoseconds
 */
public record FileStat(
        long device,
        long inode,
        int mode,
        long uid,
        long gid,
        long size,
        long number,
        long links,
        long seconds,
        int nanos) {

    private static final int S_IFMT = 0170000;

    /** The file's type: {@code file}, {@code dir}, {@code link}, {@code fifo}, {@code socket}, {@code char} or {@code block}. */
    public String type() {
        return switch (mode & S_IFMT) {
            case 0040000 -> "dir";
            case 0120000 -> "link";
            case 0010000 -> "fifo";
            case 0140000 -> "socket";
            case 0020000 -> "char";
            case 0060000 -> "block";
            default -> "file";
        };
    }

    /** The major number of the device it stands for; makedev(3). */
    public int major() {
        return (int) (number >>> 8 & 0xfff);
    }

    /** The minor number of the device it stands for. */
    public int minor() {
        return (int) (number & 0xff | number >>> 12 & 0xfff00);
    }

    /** The permission bits. */
    public int permissions() {
        return mode & 07777;
    }
}
