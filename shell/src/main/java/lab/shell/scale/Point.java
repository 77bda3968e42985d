package lab.shell.scale;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured with one size.
 *
 * @param size CPUs or replicas
 * @param rounds the measurements, one for each round
 */
record Point(double size, List<Measurement> rounds) {

    Point {
        rounds = List.copyOf(rounds);
    }

    /** The median of a value over the rounds. */
    double median(ToDoubleFunction<Measurement> value) {
        var sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double throughput() {
        return median(Measurement::throughput);
    }
}
