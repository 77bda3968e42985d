package lab.shell.scale;

/** What held the last size of a curve back, as far as the kernel's counters tell. */
enum Limit {
    /** Nothing: it grew in proportion, and the quota is what it was held by. */
    QUOTA,
    /** Workers waited for the lock. */
    LOCK,
    /** All CPUs of this machine worked. */
    CPU,
    /** None of these: somebody waited for something that is not counted here. */
    UNKNOWN;

    /** A curve that gives this part of a proportional one is one. */
    private static final double PROPORTIONAL = 0.85;

    /** A machine whose CPUs work for this part of the time is busy. */
    private static final double BUSY = 0.9;

    /** As many waiters in the mean tell that the lock was hardly ever free. */
    private static final double QUEUE = 0.7;

    private static final double THROTTLED = 0.5;

    static Limit of(Curve curve) {
        var last = curve.last();
        var throttled = last.median(Measurement::throttled);
        if (curve.efficiency() >= PROPORTIONAL && throttled > 0) {
            return QUOTA;
        }
        if (last.median(Measurement::waiting) >= QUEUE) {
            return LOCK;
        }
        if (last.median(Measurement::busy) >= BUSY) {
            return CPU;
        }
        return throttled >= THROTTLED ? QUOTA : UNKNOWN;
    }
}
