package lab.shell.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/*
 * Open loop
 * ---------
 * Request i is due at the start plus i / rate, whatever became of those before it, as it is with users who do not know of each other. Who
 * sends the next request only when the last one was answered asks less of a slow service, and just then ("coordinated omission"). So a
 * latency counts from the moment the request was due, not from when a connection was free to send it. What could not be sent at all
 * before the end is counted as an error, "unsent": its latency would have been longer than any that was measured. What is answered after
 * the warm-up counts, also if it was due before: a service that is asked for too much does not begin anew.
 *
 * Closed loop
 * -----------
 * With rate 0 each connection sends its next request when the last one was answered. That finds the capacity of a service, and its
 * latencies are those of this number of connections, no more.
 *
 * The clock is read before sending and after the last byte of the answer. On a machine whose CPUs are all busy the generator, too, waits for
 * a CPU, and that is part of what is measured.
 */
/** Sends the requests of a plan and measures the answers. */
public final class Generator {

    private static final long LONGEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;
    private static final long LEAD_NANOS = 20_000_000;

    private final List<Target> targets;
    private final LoadPlan plan;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong next = new AtomicLong();
    private final long start = System.nanoTime() + LEAD_NANOS;

    /** A generator, which is used once. */
    public Generator(Target target, LoadPlan plan) {
        this(List.of(target), plan);
    }

    /** A generator whose connections lead to several targets in turn. */
    public Generator(List<Target> targets, LoadPlan plan) {
        this.targets = List.copyOf(targets);
        this.plan = plan;
    }

    /** Ends it early; what was measured until then is the result. */
    public void stop() {
        stopped.set(true);
    }

    /** The part of the time that is over, from 0 to 1. */
    public double progress() {
        return Math.max(0, Math.min(1, (double) (System.nanoTime() - start) / (end() - start)));
    }

    /** Runs the plan. */
    public LoadResult run() throws IOException {
        var threads = Executors.newFixedThreadPool(plan.connections(), task -> {
            var thread = new Thread(task, "lab-load");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return gather(threads);
        } finally {
            stop();
            threads.shutdown();
        }
    }

    private LoadResult gather(ExecutorService threads) throws IOException {
        var workers = new ArrayList<Future<Worker>>();
        for (var i = 0; i < plan.connections(); i++) {
            var target = targets.get(i % targets.size());
            workers.add(threads.submit(() -> new Worker().run(target)));
        }
        var latencies = histogram();
        var errors = new TreeMap<String, Long>();
        var sent = 0L;
        for (var future : workers) {
            var worker = result(future);
            latencies.add(worker.latencies);
            sent += worker.sent;
            worker.errors.forEach((kind, count) -> errors.merge(kind, count, Long::sum));
        }
        var seconds = Math.max(1, Math.min(System.nanoTime(), end()) - measured()) / 1e9;
        if (!plan.closed() && !stopped.get() && plan.due() > sent) {
            errors.put("unsent", plan.due() - sent);
        }
        return new LoadResult(plan, seconds, latencies, errors);
    }

    private static Worker result(Future<Worker> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while load was generated", e);
        } catch (ExecutionException e) {
            throw new IOException("the load could not be generated: " + e.getCause(), e);
        }
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    private long measured() {
        return start + plan.warmup().toNanos();
    }

    private long end() {
        return measured() + plan.duration().toNanos();
    }

    /** One connection with its own counts, so that threads share nothing but the number of the next request. */
    private final class Worker {

        private final Histogram latencies = histogram();
        private final Map<String, Long> errors = new TreeMap<>();
        private long sent;

        Worker run(Target target) throws IOException {
            try (var connection = new Connection(target, plan.timeout())) {
                for (var due = due(); due < end(); due = due()) {
                    await(due);
                    if (stopped.get() || System.nanoTime() >= end()) {
                        break;
                    }
                    ask(connection, due);
                }
            }
            return this;
        }

        private long due() {
            return plan.closed()
                    ? Math.max(start, System.nanoTime())
                    : start + (long) (next.getAndIncrement() * 1e9 / plan.rate());
        }

        private void await(long due) {
            for (var left = due - System.nanoTime(); left > 0 && !stopped.get(); left = due - System.nanoTime()) {
                LockSupport.parkNanos(Math.min(left, LEAD_NANOS));
            }
        }

        private void ask(Connection connection, long due) {
            String failure = null;
            sent++;
            try {
                var status = connection.exchange();
                if (status >= 400) {
                    failure = "http " + status;
                }
            } catch (ExchangeException e) {
                failure = e.kind().name().toLowerCase(Locale.ROOT);
                if (plan.closed()) {
                    // A service that refuses does so very quickly: without a pause this would be all that is measured.
                    LockSupport.parkNanos(1_000_000);
                }
            }
            var now = System.nanoTime();
            if (now < measured()) {
                return;
            }
            if (failure == null) {
                latencies.recordValue(Math.min(LONGEST_MICROS, (now - due) / 1000));
            } else {
                errors.merge(failure, 1L, Long::sum);
            }
        }
    }
}
