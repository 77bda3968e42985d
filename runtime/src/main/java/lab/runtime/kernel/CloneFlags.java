package lab.runtime.kernel;

/** Flags of clone(2), clone3(2), unshare(2) and setns(2). */
public final class CloneFlags {

    /** Shares the memory. */
    public static final long CLONE_VM = 0x100L;

    /** Shares root, working directory and umask. */
    public static final long CLONE_FS = 0x200L;

    /** Shares the file descriptors. */
    public static final long CLONE_FILES = 0x400L;

    /** Gives a pidfd. */
    public static final long CLONE_PIDFD = 0x1000L;

    /** The parent waits until the child has called exec or ended. */
    public static final long CLONE_VFORK = 0x4000L;

    /** The new process is a sibling. */
    public static final long CLONE_PARENT = 0x8000L;

    /** A new mount namespace. */
    public static final long CLONE_NEWNS = 0x20000L;

    /** A new cgroup namespace. */
    public static final long CLONE_NEWCGROUP = 0x2000000L;

    /** A new UTS namespace. */
    public static final long CLONE_NEWUTS = 0x4000000L;

    /** A new IPC namespace. */
    public static final long CLONE_NEWIPC = 0x8000000L;

    /** A new user namespace. */
    public static final long CLONE_NEWUSER = 0x10000000L;

    /** A new PID namespace. */
    public static final long CLONE_NEWPID = 0x20000000L;

    /** A new network namespace. */
    public static final long CLONE_NEWNET = 0x40000000L;

    /** A new time namespace; unshare(2) and clone3(2) only. */
    public static final long CLONE_NEWTIME = 0x80L;

    /** Signal handlers are reset. */
    public static final long CLONE_CLEAR_SIGHAND = 0x100000000L;

    /** The child starts in another cgroup. */
    public static final long CLONE_INTO_CGROUP = 0x200000000L;

    private static final FlagNames NAMES = new FlagNames()
            .with(CLONE_VM, "CLONE_VM")
            .with(CLONE_FS, "CLONE_FS")
            .with(CLONE_FILES, "CLONE_FILES")
            .with(CLONE_PIDFD, "CLONE_PIDFD")
            .with(CLONE_VFORK, "CLONE_VFORK")
            .with(CLONE_PARENT, "CLONE_PARENT")
            .with(CLONE_NEWNS, "CLONE_NEWNS")
            .with(CLONE_NEWCGROUP, "CLONE_NEWCGROUP")
            .with(CLONE_NEWUTS, "CLONE_NEWUTS")
            .with(CLONE_NEWIPC, "CLONE_NEWIPC")
            .with(CLONE_NEWUSER, "CLONE_NEWUSER")
            .with(CLONE_NEWPID, "CLONE_NEWPID")
            .with(CLONE_NEWNET, "CLONE_NEWNET")
            .with(CLONE_NEWTIME, "CLONE_NEWTIME")
            .with(CLONE_CLEAR_SIGHAND, "CLONE_CLEAR_SIGHAND")
            .with(CLONE_INTO_CGROUP, "CLONE_INTO_CGROUP");

    private CloneFlags() {}

    /** The flags by name, joined by {@code |}. */
    public static String names(long flags) {
        return NAMES.of(flags);
    }
}
