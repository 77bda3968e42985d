package lab.shell.scale;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lab.runtime.container.Containers;
import lab.shell.load.Generator;
import lab.shell.load.LoadPlan;
import org.jspecify.annotations.Nullable;

/**
 * A series of measurements of a service in several sizes. All sizes are measured once in each round, forwards and backwards in turn, so
 * that what else the machine does meanwhile hits all of them alike; what counts is the median over the rounds.
 */
public final class Scaling {

    /** Up: more of a machine for one container. Out: more containers. */
    public static final List<String> DIRECTIONS = List.of("up", "out");

    /** The most replicas. */
    public static final int MAX_REPLICAS = 32;

    /** The most sizes of a series. */
    public static final int MAX_SIZES = 16;

    /** The most rounds. */
    public static final int MAX_ROUNDS = 20;

    private static final Duration WARMUP = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /**
     * What is to be measured.
     *
     * @param out whether the size is a number of replicas; else it is a number of CPUs
     * @param kind the service
     * @param sizes the sizes, the smallest first
     * @param cpus the quota of a replica
     * @param connections the connections to a service that grows up; one that grows out has one for each replica
     * @param rounds how often each size is measured
     * @param time how long a measurement takes
     */
    public record Order(
            boolean out,
            ServiceKind kind,
            List<Double> sizes,
            double cpus,
            int connections,
            int rounds,
            Duration time) {

        /** Checks the bounds and sorts the sizes. */
        public Order {
            sizes = sizes.stream().distinct().sorted().toList();
            if (sizes.size() < 2 || sizes.size() > MAX_SIZES) {
                throw new IllegalArgumentException(
                        "a curve wants 2 to " + MAX_SIZES + " different sizes, not " + sizes.size());
            }
            if (rounds < 1 || rounds > MAX_ROUNDS) {
                throw new IllegalArgumentException("there are 1 to " + MAX_ROUNDS + " rounds, not " + rounds);
            }
        }
    }

    private final Containers containers;
    private final Map<String, String> labels;
    private final Order order;
    private final AtomicReference<@Nullable Generator> running = new AtomicReference<>();
    private volatile boolean stopped;
    private final AtomicInteger done = new AtomicInteger();

    /**
     * A series, which is run once.
     *
     * @param labels of the place that the containers belong to
     */
    public Scaling(Containers containers, Map<String, String> labels, Order order) {
        this.containers = containers;
        this.labels = Map.copyOf(labels);
        this.order = order;
    }

    /** Ends it early; nothing comes of it then. */
    public void stop() {
        stopped = true;
        var generator = running.get();
        if (generator != null) {
            generator.stop();
        }
    }

    /** The part that is done, from 0 to 1. */
    public double progress() {
        var generator = running.get();
        var part = generator == null ? 0 : generator.progress();
        return Math.min(1, (done.get() + part) / (order.rounds() * order.sizes().size()));
    }

    /**
     * Measures.
     *
     * @throws IOException if it was stopped, or a container could not be started
     */
    public Curve run() throws IOException {
        try (var setup = order.out()
                ? Setup.out(containers, labels, order.kind(), most(), order.cpus())
                : Setup.up(containers, labels, order.kind())) {
            var rounds = new ArrayList<List<Measurement>>();
            order.sizes().forEach(size -> rounds.add(new ArrayList<>()));
            for (var round = 0; round < order.rounds(); round++) {
                for (var i = 0; i < order.sizes().size(); i++) {
                    var at = round % 2 == 0 ? i : order.sizes().size() - 1 - i;
                    rounds.get(at).add(measure(setup, order.sizes().get(at)));
                    done.incrementAndGet();
                }
            }
            var points = new ArrayList<Point>();
            for (var i = 0; i < rounds.size(); i++) {
                points.add(new Point(order.sizes().get(i), rounds.get(i)));
            }
            return new Curve(order, points);
        }
    }

    private int most() {
        var most = order.sizes().get(order.sizes().size() - 1).intValue();
        if (most > MAX_REPLICAS) {
            throw new IllegalArgumentException("there are " + MAX_REPLICAS + " replicas at most, not " + most);
        }
        return most;
    }

    private Measurement measure(Setup setup, double size) throws IOException {
        var count = order.out() ? (int) size : 1;
        if (!order.out()) {
            setup.cpus(size);
        }
        var connections = order.out() ? count : order.connections();
        var plan = new LoadPlan(0, connections, WARMUP, order.time(), TIMEOUT);
        var generator = new Generator(setup.targets(count), plan);
        running.set(generator);
        try (var watch = new LockWatch(setup.lock())) {
            var before = Host.look(setup.statuses(count));
            if (stopped) {
                generator.stop();
            }
            var result = generator.run();
            var after = Host.look(setup.statuses(count));
            if (stopped) {
                throw new IOException("stopped: nothing was measured to the end");
            }
            return Measurement.of(result, before, after, watch.mean());
        } finally {
            running.set(null);
        }
    }
}
