package lab.runtime.kernel;

/**
 * Flags of open(2) and the *at calls. {@code O_DIRECTORY} and {@code O_NOFOLLOW} differ between architectures, so they are methods of the
 * architecture.
 */
public final class OpenFlags {

    /** The working directory. */
    public static final int AT_FDCWD = -100;

    /** Does not follow a symbolic link at the end of the path. */
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;

    /** unlinkat(2) removes a directory. */
    public static final int AT_REMOVEDIR = 0x200;

    /** The call is about the file descriptor itself. */
    public static final int AT_EMPTY_PATH = 0x1000;

    /** With all mounts below; open_tree(2), mount_setattr(2). */
    public static final int AT_RECURSIVE = 0x8000;

    /** For reading. */
    public static final int O_RDONLY = 0;

    /** For writing. */
    public static final int O_WRONLY = 1;

    /** For reading and writing. */
    public static final int O_RDWR = 2;

    /** Makes the file. */
    public static final int O_CREAT = 0100;

    /** Fails if the file is there. */
    public static final int O_EXCL = 0200;

    /** The terminal does not become the controlling one. */
    public static final int O_NOCTTY = 0400;

    /** Empties the file. */
    public static final int O_TRUNC = 01000;

    /** Writes at the end. */
    public static final int O_APPEND = 02000;

    /** Does not wait. */
    public static final int O_NONBLOCK = 04000;

    /** Closed at exec. */
    public static final int O_CLOEXEC = 02000000;

    /** A name for the place only. */
    public static final int O_PATH = 010000000;

    private static final FlagNames NAMES = new FlagNames()
            .with(O_RDWR, "O_RDWR")
            .with(O_WRONLY, "O_WRONLY")
            .with(O_CREAT, "O_CREAT")
            .with(O_EXCL, "O_EXCL")
            .with(O_NOCTTY, "O_NOCTTY")
            .with(O_TRUNC, "O_TRUNC")
            .with(O_APPEND, "O_APPEND")
            .with(O_NONBLOCK, "O_NONBLOCK")
            .with(O_CLOEXEC, "O_CLOEXEC")
            .with(O_PATH, "O_PATH")
            .with(directory(Arch.X86_64), "O_DIRECTORY")
            .with(noFollow(Arch.X86_64), "O_NOFOLLOW");

    private static final FlagNames AT_NAMES = new FlagNames()
            .with(AT_SYMLINK_NOFOLLOW, "AT_SYMLINK_NOFOLLOW")
            .with(AT_REMOVEDIR, "AT_REMOVEDIR")
            .with(AT_EMPTY_PATH, "AT_EMPTY_PATH")
            .with(AT_RECURSIVE, "AT_RECURSIVE");

    private OpenFlags() {}

    /** {@code O_DIRECTORY}: fails if it is not a directory. */
    public static int directory(Arch arch) {
        return arch == Arch.X86_64 ? 0200000 : 040000;
    }

    /** {@code O_NOFOLLOW}: fails if it is a symbolic link. */
    public static int noFollow(Arch arch) {
        return arch == Arch.X86_64 ? 0400000 : 0100000;
    }

    /** The flags by name, joined by {@code |}. */
    public static String names(long flags) {
        return (flags & 3) == 0 ? ("O_RDONLY|" + NAMES.of(flags)).replace("|0", "") : NAMES.of(flags);
    }

    /** The {@code AT_*} flags by name, joined by {@code |}. */
    public static String atNames(long flags) {
        return AT_NAMES.of(flags);
    }
}
