package lab.runtime.cgroup;

/**
 * The weight of v2 and the shares of v1, which say the same: 100 and 1024 are the usual ones, and the kernel itself turns one into the other
 * by that ratio, {@code sched_weight_from_cgroup()}.
 */
public final class CpuWeight {

    private static final long SHARES = 1024;
    private static final long WEIGHT = 100;
    private static final long HEAVIEST = 10_000;

    private CpuWeight() {}

    /** The weight that has the effect of so many shares, within the bounds of {@code cpu.weight}. */
    public static long ofShares(long shares) {
        return Math.max(1, Math.min(HEAVIEST, Math.round((double) shares * WEIGHT / SHARES)));
    }

    /** The shares that have the effect of a weight. */
    public static long toShares(long weight) {
        return Math.max(2, Math.round((double) weight * SHARES / WEIGHT));
    }
}
