package lab.runtime.kernel;

/** Flags of mount(2) and umount2(2). */
public final class MountFlags {

    /** Read-only. */
    public static final long MS_RDONLY = 1L;

    /** Set-user-ID bits have no effect. */
    public static final long MS_NOSUID = 2L;

    /** Device files do not work. */
    public static final long MS_NODEV = 4L;

    /** Programs cannot be executed. */
    public static final long MS_NOEXEC = 8L;

    /** Changes an existing mount. */
    public static final long MS_REMOUNT = 32L;

    /** Access times are not kept. */
    public static final long MS_NOATIME = 1024L;

    /** Makes a directory or file visible at a second place. */
    public static final long MS_BIND = 4096L;

    /** Moves a mount. */
    public static final long MS_MOVE = 8192L;

    /** With all mounts below. */
    public static final long MS_REC = 16384L;

    /** Private, and cannot be bound. */
    public static final long MS_UNBINDABLE = 0x20000L;

    /** Mounts neither come nor go. */
    public static final long MS_PRIVATE = 0x40000L;

    /** Mounts come and do not go. */
    public static final long MS_SLAVE = 0x80000L;

    /** Mounts come and go. */
    public static final long MS_SHARED = 0x100000L;

    /** Access times are kept when older than a change. */
    public static final long MS_RELATIME = 0x200000L;

    /** Access times are always kept. */
    public static final long MS_STRICTATIME = 0x1000000L;

    private static final FlagNames NAMES = new FlagNames()
            .with(MS_RDONLY, "MS_RDONLY")
            .with(MS_NOSUID, "MS_NOSUID")
            .with(MS_NODEV, "MS_NODEV")
            .with(MS_NOEXEC, "MS_NOEXEC")
            .with(MS_REMOUNT, "MS_REMOUNT")
            .with(MS_NOATIME, "MS_NOATIME")
            .with(MS_BIND, "MS_BIND")
            .with(MS_MOVE, "MS_MOVE")
            .with(MS_REC, "MS_REC")
            .with(MS_UNBINDABLE, "MS_UNBINDABLE")
            .with(MS_PRIVATE, "MS_PRIVATE")
            .with(MS_SLAVE, "MS_SLAVE")
            .with(MS_SHARED, "MS_SHARED")
            .with(MS_RELATIME, "MS_RELATIME")
            .with(MS_STRICTATIME, "MS_STRICTATIME");

    private MountFlags() {}

    /** The flags by name, joined by {@code |}. */
    public static String names(long flags) {
        return NAMES.of(flags);
    }
}
