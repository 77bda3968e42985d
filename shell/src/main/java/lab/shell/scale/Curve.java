package lab.shell.scale;

import java.util.List;
import java.util.stream.Stream;

/** What a series gave: the sizes with what was measured. */
public final class Curve {

    private final Scaling.Order order;
    private final List<Point> points;

    Curve(Scaling.Order order, List<Point> points) {
        this.order = order;
        this.points = List.copyOf(points);
    }

    /** What was asked for. */
    public Scaling.Order order() {
        return order;
    }

    List<Point> points() {
        return points;
    }

    Point first() {
        return points.get(0);
    }

    Point last() {
        return points.get(points.size() - 1);
    }

    /** How much of what a proportional growth would give the last size gives, from 0 to 1 and a little more. */
    double efficiency() {
        return last().throughput() / first().throughput() / (last().size() / first().size());
    }

    /** The laws that fit, as far as there are enough sizes. */
    List<Law.Fit> fits() {
        var curve = Law.Curve.of(points);
        return Stream.of(Law.values()).flatMap(law -> law.fit(curve).stream()).toList();
    }
}
