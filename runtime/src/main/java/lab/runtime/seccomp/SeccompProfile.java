package lab.runtime.seccomp;

import java.util.List;
import java.util.Set;

/**
 * Which system calls may be made.
 *
 * @param otherwise what becomes of a call that no rule is about
 * @param rules what becomes of the others
 * @param architectures those that calls may be made in beside the machine's own; empty is all that the machine has
 */
record SeccompProfile(Action otherwise, List<Rule> rules, Set<String> architectures) {

    /** Copies the collections. */
    SeccompProfile {
        rules = List.copyOf(rules);
        architectures = Set.copyOf(architectures);
    }
}
