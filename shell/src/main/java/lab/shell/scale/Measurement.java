package lab.shell.scale;

import lab.shell.load.LoadResult;

/**
 * One measurement, with what the kernel counted meanwhile.
 *
 * @param throughput answers a second
 * @param median the median latency in milliseconds
 * @param tail the latency in milliseconds that one of a hundred exceeds
 * @param failed requests without an answer
 * @param used CPUs that the service used, in the mean
 * @param throttled the part of the periods in which its quota was used up, from 0 to 1
 * @param busy the part of all CPU time of this machine in which a CPU worked, from 0 to 1
 * @param pressure the part of the time in which some process of this machine waited for a CPU, from 0 to 1
 * @param waiting workers that waited for the lock, in the mean
 */
record Measurement(
        double throughput,
        double median,
        double tail,
        long failed,
        double used,
        double throttled,
        double busy,
        double pressure,
        double waiting) {

    static Measurement of(LoadResult result, Host before, Host after, double waiting) {
        var nanos = Math.max(1, after.nanos() - before.nanos());
        return new Measurement(
                result.throughput(),
                result.latency(50),
                result.latency(99),
                result.failed(),
                (double) (after.used() - before.used()) / nanos,
                part(after.throttled() - before.throttled(), after.periods() - before.periods()),
                part(after.busy() - before.busy(), after.busy() - before.busy() + after.idle() - before.idle()),
                Math.min(1, (after.waited() - before.waited()) * 1e3 / nanos),
                waiting);
    }

    private static double part(long some, long all) {
        return all <= 0 ? 0 : Math.min(1, (double) some / all);
    }
}
