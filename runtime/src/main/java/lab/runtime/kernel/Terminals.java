package lab.runtime.kernel;

/** Tells terminals from other files; ioctl_tty(2). */
public final class Terminals {

    private static final long TCGETS = 0x5401;
    private static final int TERMIOS_SIZE = 64;

    private Terminals() {}

    /** Whether a descriptor of this process is a terminal; isatty(3). */
    public static boolean isTerminal(int fd) {
        try {
            return Kernel.get().ioctl(Fd.standard(fd), TCGETS, new byte[TERMIOS_SIZE]).length > 0;
        } catch (ErrnoException e) {
            return false;
        }
    }
}
