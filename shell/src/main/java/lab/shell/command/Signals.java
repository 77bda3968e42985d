package lab.shell.command;

import java.util.List;
import java.util.Locale;

/** Signals by name; signal(7). Their numbers are the same on x86-64 and arm64. */
final class Signals {

    private static final List<String> NAMES = List.of(
            "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
            "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM",
            "PROF", "WINCH", "IO", "PWR", "SYS");
    private static final int LAST = 64;

    private Signals() {}

    /** The names of signals, without {@code SIG}. */
    static List<String> names() {
        return NAMES.subList(1, NAMES.size());
    }

    /** The number of a signal that is named with or without {@code SIG}, or numbered. */
    static int number(String text) {
        var name = text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
        var index = NAMES.indexOf(name);
        if (index > 0) {
            return index;
        }
        if (text.matches("[0-9]{1,2}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= LAST) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("there is no signal \"" + text + "\"");
    }
}
