package lab.runtime.seccomp;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lab.runtime.kernel.KernelVersion;

/**
 * What becomes of some system calls.
 *
 * @param names the calls
 * @param action what becomes of them
 * @param cases lists of conditions, of which one must hold in all its parts; none at all is always
 * @param where when the rule counts
 */
record Rule(List<String> names, Action action, List<List<Condition>> cases, Scope where) {

    /**
     * When a rule counts; what is empty does not matter.
     *
     * @param with capabilities the container must have
     * @param without capabilities it must not have
     * @param architectures what the machine may be
     * @param notArchitectures what it may not be
     * @param since the oldest kernel
     */
    record Scope(
            Set<String> with,
            Set<String> without,
            Set<String> architectures,
            Set<String> notArchitectures,
            Optional<KernelVersion> since) {

        /** Always. */
        static final Scope ALWAYS = new Scope(Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty());

        /** Copies the sets. */
        Scope {
            with = Set.copyOf(with);
            without = Set.copyOf(without);
            architectures = Set.copyOf(architectures);
            notArchitectures = Set.copyOf(notArchitectures);
        }

        boolean holds(Set<String> capabilities, String machine, KernelVersion kernel) {
            return capabilities.containsAll(with)
                    && Collections.disjoint(without, capabilities)
                    && (architectures.isEmpty() || architectures.contains(machine))
                    && !notArchitectures.contains(machine)
                    && (since.isEmpty()
                            || kernel.atLeast(since.get().major(), since.get().minor()));
        }
    }

    /** Copies the lists. */
    Rule {
        names = List.copyOf(names);
        cases = List.copyOf(cases);
    }

    /** Whether it counts whatever the arguments are. */
    boolean unconditional() {
        return cases.isEmpty();
    }
}
