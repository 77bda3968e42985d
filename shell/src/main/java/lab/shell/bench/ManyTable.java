package lab.shell.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import lab.shell.session.Lab;

/** Many containers at once: from the first start to the last exit. */
final class ManyTable implements Table {

    private static final List<Integer> AT_ONCE = List.of(1, 8, 64);
    private static final int ROUNDS = 5;

    /** One start of several at the same time. */
    private interface Start {
        /** Starts it. */
        void run(int number) throws IOException;
    }

    @Override
    public String word() {
        return "many";
    }

    @Override
    public String about() {
        return "1, 8 and 64 containers at once, from the first start to the last exit";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        var spec = Ours.limited(true);
        var starts = new LinkedHashMap<String, Start>();
        starts.put("lab, JVM warm", number -> Ours.startToExit(lab, spec));
        try (var peers = new Peers(lab, true)) {
            peers.starts().keySet().forEach(name -> starts.put(name, number -> peers.start(name, number)));
            for (var count : AT_ONCE) {
                out.println(count + " at once, start to exit of `true`, all of them");
                out.println(HEADER);
                measure(starts, count).forEach(out::println);
                out.flush();
            }
            peers.missing().forEach(line -> out.println("  " + line));
        }
    }

    private static List<String> measure(LinkedHashMap<String, Start> starts, int count) throws IOException {
        var times = new LinkedHashMap<String, long[]>();
        for (var round = -1; round < ROUNDS; round++) {
            for (var start : starts.entrySet()) {
                Work.rest();
                var nanos = Work.time(() -> atOnce(start.getValue(), count));
                if (round >= 0) {
                    times.computeIfAbsent(start.getKey(), name -> new long[ROUNDS])[round] = nanos;
                }
            }
        }
        var rows = new ArrayList<String>();
        Series first = null;
        for (var entry : times.entrySet()) {
            var series = new Series(entry.getKey(), entry.getValue());
            first = first == null ? series : first;
            rows.add(series.row(first));
        }
        return rows;
    }

    private static void atOnce(Start start, int count) throws IOException {
        var threads = Executors.newFixedThreadPool(count);
        try {
            var work = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < count; i++) {
                var number = i;
                work.add(() -> {
                    start.run(number);
                    return number;
                });
            }
            for (var outcome : threads.invokeAll(work)) {
                outcome.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while it was measured");
        } catch (ExecutionException e) {
            throw new IOException("one of " + count + " starts at once failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
