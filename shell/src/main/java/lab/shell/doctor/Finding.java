package lab.shell.doctor;

import java.util.List;

/**
 * One thing that the lab needs of a host, and what came of trying it.
 *
 * @param name the message that names it, without {@code doctor.}
 * @param works whether it can be used here
 * @param detail what was seen, or the reason why not
 * @param advice a message that says what helps, empty if nothing is to be done
 * @param remedy commands for root that put it right, none if no safe ones are known
 */
public record Finding(String name, boolean works, String detail, String advice, List<String> remedy) {

    /** Copies. */
    public Finding {
        remedy = List.copyOf(remedy);
    }

    static Finding works(String name, String detail) {
        return new Finding(name, true, detail, "", List.of());
    }

    static Finding lacks(String name, String reason, String advice, String... remedy) {
        return new Finding(name, false, reason, advice, List.of(remedy));
    }
}
