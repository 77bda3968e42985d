package lab.shell.load;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What came of a load. */
public final class LoadResult {

    /** The percentiles that are shown. */
    public static final List<Double> PERCENTILES = List.of(50.0, 75.0, 90.0, 99.0, 99.9);

    private static final double MICROS = 1e3;

    private final LoadPlan plan;
    private final double seconds;
    private final Histogram latencies;
    private final Map<String, Long> errors;

    /**
     * A result.
     *
     * @param seconds how long was measured
     * @param latencies of what was answered, in microseconds
     * @param errors how many requests failed, by kind
     */
    LoadResult(LoadPlan plan, double seconds, Histogram latencies, Map<String, Long> errors) {
        this.plan = plan;
        this.seconds = seconds;
        this.latencies = latencies;
        this.errors = Collections.unmodifiableMap(new TreeMap<>(errors));
    }

    /** What was asked for. */
    public LoadPlan plan() {
        return plan;
    }

    /** How many requests were answered with a status below 400. */
    public long answered() {
        return latencies.getTotalCount();
    }

    /** How many requests failed, by kind. */
    public Map<String, Long> errors() {
        return errors;
    }

    /** How many requests failed. */
    public long failed() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Answers a second. */
    public double throughput() {
        return answered() / seconds;
    }

    /** A percentile of the latency in milliseconds, NaN if nothing was answered. */
    public double latency(double percentile) {
        return answered() == 0 ? Double.NaN : latencies.getValueAtPercentile(percentile) / MICROS;
    }

    /** The longest latency in milliseconds, NaN if nothing was answered. */
    public double longest() {
        return latency(100);
    }

    /** The mean latency in milliseconds, NaN if nothing was answered. */
    public double mean() {
        return answered() == 0 ? Double.NaN : latencies.getMean() / MICROS;
    }

    /** All of it for machines: times in milliseconds, null where nothing was answered. */
    public Map<String, Object> json(List<String> targets) {
        var json = new LinkedHashMap<String, Object>();
        json.put("targets", targets);
        json.put("mode", plan.closed() ? "max" : "rate");
        json.put("rate", plan.closed() ? null : plan.rate());
        json.put("connections", plan.connections());
        json.put("seconds", seconds);
        json.put("answered", answered());
        json.put("throughput", throughput());
        json.put("errors", errors);
        var times = new LinkedHashMap<String, Object>();
        for (var percentile : PERCENTILES) {
            times.put("p" + percentile.toString().replace(".0", ""), answered() == 0 ? null : latency(percentile));
        }
        times.put("mean", answered() == 0 ? null : mean());
        times.put("max", answered() == 0 ? null : longest());
        json.put("latency", times);
        return json;
    }
}
