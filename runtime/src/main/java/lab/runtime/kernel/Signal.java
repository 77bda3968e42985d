package lab.runtime.kernel;

import java.util.List;

/** The numbers of signals by name, the same on x86-64 and arm64; signal(7). */
public final class Signal {

    /** The names of the signals from 1 to 31. */
    public static final List<String> NAMES = List.of(
            "SIGHUP",
            "SIGINT",
            "SIGQUIT",
            "SIGILL",
            "SIGTRAP",
            "SIGABRT",
            "SIGBUS",
            "SIGFPE",
            "SIGKILL",
            "SIGUSR1",
            "SIGSEGV",
            "SIGUSR2",
            "SIGPIPE",
            "SIGALRM",
            "SIGTERM",
            "SIGSTKFLT",
            "SIGCHLD",
            "SIGCONT",
            "SIGSTOP",
            "SIGTSTP",
            "SIGTTIN",
            "SIGTTOU",
            "SIGURG",
            "SIGXCPU",
            "SIGXFSZ",
            "SIGVTALRM",
            "SIGPROF",
            "SIGWINCH",
            "SIGIO",
            "SIGPWR",
            "SIGSYS");

    /** A mask of all signals; bit 0 stands for signal 1. */
    public static final long ALL = -1L;

    private static final int LAST = 64;

    private Signal() {}

    /** The name of a signal; a number that is none stays a number. */
    public static String name(int signal) {
        if (signal > 0 && signal <= NAMES.size()) {
            return NAMES.get(signal - 1);
        }
        return signal > NAMES.size() && signal <= LAST
                ? "SIGRTMIN+" + (signal - NAMES.size() - 1)
                : Integer.toString(signal);
    }

    /** A mask as strace(1) shows it: the names without {@code SIG}, or after {@code ~} the names of those it lacks. */
    public static String names(long mask) {
        return Long.bitCount(mask) > LAST / 2 ? "~" + list(~mask) : list(mask);
    }

    private static String list(long mask) {
        var names = new StringBuilder("[");
        for (var signal = 1; signal <= LAST; signal++) {
            if ((mask >>> signal - 1 & 1) != 0) {
                names.append(names.length() > 1 ? " " : "").append(name(signal).substring(3));
            }
        }
        return names.append(']').toString();
    }
}
