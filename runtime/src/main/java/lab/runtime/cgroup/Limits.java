package lab.runtime.cgroup;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a cgroup may use at most.
 *
 * @param memory bytes
 * @param cpus processors, such as 0.5
 * @param pids processes and threads
 */
public record Limits(OptionalLong memory, OptionalDouble cpus, OptionalLong pids) {

    /** No limits. */
    public static final Limits NONE = new Limits(OptionalLong.empty(), OptionalDouble.empty(), OptionalLong.empty());

    /** The period of the CPU quota in microseconds, the kernel's default. */
    public static final long PERIOD = 100_000;

    /** Whether nothing is limited. */
    public boolean none() {
        return memory.isEmpty() && cpus.isEmpty() && pids.isEmpty();
    }

    /** The CPU quota in microseconds a period. */
    public OptionalLong quota() {
        return cpus.isPresent() ? OptionalLong.of(Math.round(cpus.getAsDouble() * PERIOD)) : OptionalLong.empty();
    }
}
