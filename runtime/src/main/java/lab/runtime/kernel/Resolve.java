package lab.runtime.kernel;

/** {@code RESOLVE_*} flags of openat2(2). */
public final class Resolve {

    /** Crosses no mount. */
    public static final long NO_XDEV = 1;

    /** Follows no magic link such as {@code /proc/self/fd/3}. */
    public static final long NO_MAGICLINKS = 2;

    /** Follows no symbolic link at all. */
    public static final long NO_SYMLINKS = 4;

    /** Stays below the directory. */
    public static final long BENEATH = 8;

    /** Takes the directory as the root. */
    public static final long IN_ROOT = 16;

    private static final FlagNames NAMES = new FlagNames()
            .with(NO_XDEV, "RESOLVE_NO_XDEV")
            .with(NO_MAGICLINKS, "RESOLVE_NO_MAGICLINKS")
            .with(NO_SYMLINKS, "RESOLVE_NO_SYMLINKS")
            .with(BENEATH, "RESOLVE_BENEATH")
            .with(IN_ROOT, "RESOLVE_IN_ROOT");

    private Resolve() {}

    /** The flags by name, joined by {@code |}. */
    public static String names(long flags) {
        return NAMES.of(flags);
    }
}
