package lab.shell.scale;

import java.util.List;
import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/*
 * X(n) = l n / (1 + s (n - 1) + k n (n - 1))
 *
 * l is what one does alone, s the part that only one can do at a time (Amdahl, 1967), k the cost of agreeing with each other one (Gunther's
 * Universal Scalability Law, 1993). Amdahl's law is the case k = 0. Sizes are counted in the smallest one, so that the first is 1. Both
 * coefficients are parts and cannot be negative.
 */
/** A law of how throughput grows with size. */
enum Law {
    AMDAHL("Amdahl", 2),
    USL("USL", 3);

    private static final int EVALUATIONS = 10_000;
    private static final int ITERATIONS = 1_000;
    private static final double MOST = 10;

    /** The sizes, and at each the throughput. */
    record Curve(double[] sizes, double[] throughputs) {

        static Curve of(List<Point> points) {
            var first = points.get(0).size();
            return new Curve(
                    points.stream().mapToDouble(point -> point.size() / first).toArray(),
                    points.stream().mapToDouble(Point::throughput).toArray());
        }
    }

    /**
     * A law fitted to measurements.
     *
     * @param alone the throughput of the smallest size
     * @param serial the part that only one can do at a time
     * @param crosstalk the cost of agreeing with each other one
     * @param residual the root of the mean square of what is not explained, as a part of the mean throughput
     */
    record Fit(Law law, double alone, double serial, double crosstalk, double residual) {

        /** The throughput that it expects, with the smallest size as 1. */
        double at(double size) {
            return value(size, alone, serial, crosstalk);
        }

        /** The throughput that no size exceeds; infinite if there is no such. */
        double ceiling() {
            return crosstalk > 0 ? at(peak()) : serial > 0 ? alone / serial : Double.POSITIVE_INFINITY;
        }

        /** The size beyond which more gives less; infinite if there is no such. */
        double peak() {
            return crosstalk > 0 ? Math.max(1, Math.sqrt((1 - serial) / crosstalk)) : Double.POSITIVE_INFINITY;
        }
    }

    private final String title;
    private final int parameters;

    Law(String title, int parameters) {
        this.title = title;
        this.parameters = parameters;
    }

    String title() {
        return title;
    }

    /** Fits the law by least squares; nothing if there are too few sizes, or no throughput. */
    Optional<Fit> fit(Curve curve) {
        var sizes = curve.sizes();
        var mean = 0.0;
        for (var throughput : curve.throughputs()) {
            mean += throughput / sizes.length;
        }
        if (sizes.length <= parameters || !(mean > 0)) {
            return Optional.empty();
        }
        var start = new double[parameters];
        start[0] = curve.throughputs()[0] / mean;
        start[1] = 0.1;
        var scale = mean;
        var target = new ArrayRealVector(curve.throughputs()).mapDivide(scale);
        var problem = new LeastSquaresBuilder()
                .start(start)
                .model(at -> {
                    var shape = MatrixUtils.createRealMatrix(sizes.length, parameters);
                    var values = new ArrayRealVector(sizes.length);
                    fill(sizes, at, values, shape);
                    return new Pair<>(values, shape);
                })
                .target(target)
                .parameterValidator(Law::bounded)
                .maxEvaluations(EVALUATIONS)
                .maxIterations(ITERATIONS)
                .build();
        try {
            var optimum = new LevenbergMarquardtOptimizer().optimize(problem);
            var found = optimum.getPoint();
            var crosstalk = parameters > 2 ? found.getEntry(2) : 0;
            return Optional.of(
                    new Fit(this, found.getEntry(0) * scale, found.getEntry(1), crosstalk, optimum.getRMS()));
        } catch (MathRuntimeException e) {
            // No optimum was found: then there is no fit to be shown.
            return Optional.empty();
        }
    }

    private static RealVector bounded(RealVector at) {
        var bounded = at.copy();
        for (var i = 1; i < at.getDimension(); i++) {
            bounded.setEntry(i, Math.max(0, Math.min(i == 1 ? 1 : MOST, at.getEntry(i))));
        }
        return bounded;
    }

    /** The values of the law and their derivatives by its parameters. */
    private static void fill(double[] sizes, RealVector at, RealVector values, RealMatrix shape) {
        var alone = at.getEntry(0);
        var serial = at.getEntry(1);
        var crosstalk = at.getDimension() > 2 ? at.getEntry(2) : 0;
        for (var i = 0; i < sizes.length; i++) {
            var n = sizes[i];
            var below = 1 + serial * (n - 1) + crosstalk * n * (n - 1);
            values.setEntry(i, value(n, alone, serial, crosstalk));
            shape.setEntry(i, 0, n / below);
            shape.setEntry(i, 1, -alone * n * (n - 1) / (below * below));
            if (at.getDimension() > 2) {
                shape.setEntry(i, 2, -alone * n * n * (n - 1) / (below * below));
            }
        }
    }

    private static double value(double n, double alone, double serial, double crosstalk) {
        return alone * n / (1 + serial * (n - 1) + crosstalk * n * (n - 1));
    }
}
