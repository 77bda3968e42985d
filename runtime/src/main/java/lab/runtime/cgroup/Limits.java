package lab.runtime.cgroup;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a cgroup may use at most. What is empty is not asked for: it stays as it is.
 *
 * @param memory bytes
 * @param swap bytes of memory and swap together, {@link #UNLIMITED} for as much swap as there is
 * @param reservation bytes that are taken from it last when memory is short
 * @param cpus processors, such as 0.5
 * @param shares its part of the CPUs when they are short, 1024 being the usual one; {@code cpu.shares} of v1
 * @param cpuset the CPUs it may run on, such as {@code 0-2,4}; empty for all
 * @param pids processes and threads, or {@link #UNLIMITED}
 * @param block rates of block devices
 */
public record Limits(
        OptionalLong memory,
        OptionalLong swap,
        OptionalLong reservation,
        OptionalDouble cpus,
        OptionalLong shares,
        String cpuset,
        OptionalLong pids,
        List<BlockLimit> block) {

    /** The value that takes a limit away. */
    public static final long UNLIMITED = -1;

    /** No limits. */
    public static final Limits NONE = new Limits(OptionalLong.empty(), OptionalDouble.empty(), OptionalLong.empty());

    /** The period of the CPU quota in microseconds, the kernel's default. */
    public static final long PERIOD = 100_000;

    private static final String CPUS = "[0-9]{1,4}(-[0-9]{1,4})?(,[0-9]{1,4}(-[0-9]{1,4})?)*";

    /** Checks and copies. */
    public Limits {
        if (!cpuset.isEmpty() && !cpuset.matches(CPUS)) {
            throw new IllegalArgumentException("a list of CPUs is such as 0-2,4, not \"" + cpuset + "\"");
        }
        block = List.copyOf(block);
    }

    /** The limits that are asked for most. */
    public Limits(OptionalLong memory, OptionalDouble cpus, OptionalLong pids) {
        this(memory, OptionalLong.empty(), OptionalLong.empty(), cpus, OptionalLong.empty(), "", pids, List.of());
    }

    /** Whether nothing is limited. */
    public boolean none() {
        return equals(NONE);
    }

    /** The CPU quota in microseconds a period. */
    public OptionalLong quota() {
        return cpus.isPresent() ? OptionalLong.of(Math.round(cpus.getAsDouble() * PERIOD)) : OptionalLong.empty();
    }

    /**
     * The limit of memory and swap together: what was asked for, else twice the memory, as Docker has it; empty if memory has no limit
     * either.
     */
    public OptionalLong swapOrTwice() {
        return swap.isPresent() || memory.isEmpty() ? swap : OptionalLong.of(2 * memory.getAsLong());
    }

    /** These limits, and for what they leave open those of others. */
    public Limits over(Limits others) {
        return new Limits(
                memory.isPresent() ? memory : others.memory,
                swap.isPresent() ? swap : others.swap,
                reservation.isPresent() ? reservation : others.reservation,
                cpus.isPresent() ? cpus : others.cpus,
                shares.isPresent() ? shares : others.shares,
                cpuset.isEmpty() ? others.cpuset : cpuset,
                pids.isPresent() ? pids : others.pids,
                block.isEmpty() ? others.block : block);
    }

    /** The same with a limit of memory, in bytes. */
    public Limits withMemory(long bytes) {
        var value = OptionalLong.of(bytes);
        return new Limits(value, swap, reservation, cpus, shares, cpuset, pids, block);
    }

    /** The same with a limit of memory and swap together, in bytes. */
    public Limits withSwap(long bytes) {
        return new Limits(memory, OptionalLong.of(bytes), reservation, cpus, shares, cpuset, pids, block);
    }

    /** The same with memory that is taken last, in bytes. */
    public Limits withReservation(long bytes) {
        return new Limits(memory, swap, OptionalLong.of(bytes), cpus, shares, cpuset, pids, block);
    }

    /** The same with a number of processors at most. */
    public Limits withCpus(double value) {
        return new Limits(memory, swap, reservation, OptionalDouble.of(value), shares, cpuset, pids, block);
    }

    /** The same with a part of the CPUs. */
    public Limits withShares(long value) {
        return new Limits(memory, swap, reservation, cpus, OptionalLong.of(value), cpuset, pids, block);
    }

    /** The same on some CPUs only. */
    public Limits withCpuset(String value) {
        return new Limits(memory, swap, reservation, cpus, shares, value, pids, block);
    }

    /** The same with a number of processes and threads at most. */
    public Limits withPids(long value) {
        return new Limits(memory, swap, reservation, cpus, shares, cpuset, OptionalLong.of(value), block);
    }

    /** The same with rates of block devices. */
    public Limits withBlock(List<BlockLimit> value) {
        return new Limits(memory, swap, reservation, cpus, shares, cpuset, pids, value);
    }
}
