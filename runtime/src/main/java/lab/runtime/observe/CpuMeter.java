package lab.runtime.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lab.runtime.kernel.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * Measures the CPU time that processes get: all of them in the same windows, several times, and takes the median. It measures once, when it
 * is first asked, and takes a second.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>, fields 14 and 15
 */
final class CpuMeter {

    private static final int WINDOWS = 5;
    private static final long WINDOW_MILLIS = 200;

    /** {@code /proc} counts in hundredths of a second on every architecture; {@code USER_HZ}. */
    private static final long TICK_NANOS = 10_000_000;

    /** Windows that differ by more than this part of a CPU, or of all that it gets, tell that something else came between. */
    private static final double UNSTEADY = 0.25;

    private static final String PRESSURE = "/proc/pressure/cpu";

    /** Whoever waits longer for a CPU than this part of the time does not get all that it wants. */
    private static final double WAITS = 0.2;

    /** As much of a CPU must programs use that are not of this place before they can be what it waits for. */
    private static final double OTHERS = 0.25;

    /**
     * What one process had until one moment.
     *
     * @param ticks how long it ran
     * @param cpu where it ran last
     * @param waited nanoseconds that it waited for a CPU
     * @param throttled how often its quota was used up
     */
    private record Count(long ticks, int cpu, long waited, long throttled) {}

    /** The clock, the ticks that each CPU was busy, and the counts of all processes at one moment. */
    private record Sample(long nanos, Map<Integer, Long> busy, Map<ProcessId, Count> counts) {}

    private final Supplier<List<ProcessId>> processes;
    private @Nullable List<Sample> samples;

    CpuMeter(Supplier<List<ProcessId>> processes) {
        this.processes = processes;
    }

    /** How much of one CPU a process gets, in percent; 200 is two CPUs. Not observable if it changes while it is measured. */
    synchronized Reading percent(ProcessView process) {
        List<Sample> all = samples;
        if (all == null) {
            try {
                all = measure();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Reading.Unobservable("the measurement was interrupted", process.path("stat"));
            }
            samples = all;
        }
        List<Double> parts = parts(all, process.id());
        String source = process.path("stat") + ", " + (WINDOWS + 1) + " times in a second";
        if (parts.size() < WINDOWS) {
            return process.stat() instanceof Found.Missing<ProcStat> gone
                    ? gone.reading()
                    : new Reading.Unobservable("it has only just started", source);
        }
        double[] sorted =
                parts.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        // One window may be off: somebody typed a command.
        double median = sorted[WINDOWS / 2];
        if (sorted[WINDOWS - 2] - sorted[1] > UNSTEADY * Math.max(1, median) || starved(all, process)) {
            return new Reading.Unobservable("could not tell, the machine is busy" + pressure(), source);
        }
        return new Reading.Value(Math.round(100 * median), source);
    }

    /** Whether it wanted more than it got, its quota left it time, and programs of other places took that, on the CPUs that it may use. */
    private static boolean starved(List<Sample> samples, ProcessView process) {
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        Count before = first.counts.get(process.id());
        Count after = last.counts.get(process.id());
        if (before == null || after == null || after.throttled > before.throttled) {
            return false;
        }
        double nanos = last.nanos - first.nanos;
        Set<Integer> allowed = allowed(process);
        long others = 0;
        for (Map.Entry<Integer, Long> cpu : last.busy.entrySet()) {
            if (allowed.contains(cpu.getKey())) {
                others += cpu.getValue() - first.busy.getOrDefault(cpu.getKey(), cpu.getValue());
            }
        }
        for (Map.Entry<ProcessId, Count> entry : last.counts.entrySet()) {
            Count then = first.counts.get(entry.getKey());
            if (then != null && allowed.contains(entry.getValue().cpu)) {
                others -= entry.getValue().ticks - then.ticks;
            }
        }
        return (after.waited - before.waited) / nanos > WAITS && others * TICK_NANOS / nanos > OTHERS;
    }

    /** The CPUs that a process may run on, from a list such as {@code 0-2,4}. */
    private static Set<Integer> allowed(ProcessView process) {
        Set<Integer> all = new HashSet<>();
        if (StatusShape.text(process, "Cpus_allowed_list") instanceof Reading.Value value
                && value.value() instanceof String list) {
            for (String part : list.split(",")) {
                String[] ends = part.strip().split("-");
                for (int cpu = Integer.parseInt(ends[0]); cpu <= Integer.parseInt(ends[ends.length - 1]); cpu++) {
                    all.add(cpu);
                }
            }
        }
        return all;
    }

    private List<Sample> measure() throws InterruptedException {
        List<ProcessId> ids = processes.get();
        List<Sample> taken = new ArrayList<>();
        for (int i = 0; i <= WINDOWS; i++) {
            if (i > 0) {
                TimeUnit.MILLISECONDS.sleep(WINDOW_MILLIS);
            }
            Map<ProcessId, Count> counts = new HashMap<>();
            for (ProcessId id : ids) {
                Count now = count(id);
                if (now != null) {
                    counts.put(id, now);
                }
            }
            taken.add(new Sample(System.nanoTime(), busy(), counts));
        }
        return taken;
    }

    /** The part of one CPU in each window in which the process was there. */
    private static List<Double> parts(List<Sample> samples, ProcessId id) {
        List<Double> parts = new ArrayList<>();
        for (int i = 1; i < samples.size(); i++) {
            Sample from = samples.get(i - 1);
            Sample to = samples.get(i);
            Count before = from.counts.get(id);
            Count after = to.counts.get(id);
            if (before != null && after != null) {
                parts.add((double) (after.ticks - before.ticks) * TICK_NANOS / (to.nanos - from.nanos));
            }
        }
        return parts;
    }

    private static @Nullable Count count(ProcessId id) {
        try {
            ProcStat stat = ProcStat.parse(Peek.text("/proc/" + id.pid() + "/stat"));
            return stat.startTime() == id.startTime()
                    ? new Count(stat.cpuTicks(), stat.cpu(), waited(id), throttled(ProcessView.of(id)))
                    : null;
        } catch (ErrnoException e) {
            // It has ended meanwhile: then there is nothing to be measured.
            return null;
        }
    }

    private static long waited(ProcessId id) {
        try {
            return Long.parseLong(Peek.text("/proc/" + id.pid() + "/schedstat").split(" ")[1]);
        } catch (ErrnoException e) {
            // A kernel without CONFIG_SCHED_INFO does not count it.
            return 0;
        }
    }

    private static long throttled(ProcessView process) {
        return CgroupView.of(process) instanceof Found.Here<CgroupView> here
                        && here.subject().entry("cpu", "cpu.stat", "cpu.stat", "nr_throttled")
                                instanceof Reading.Value value
                        && value.value() instanceof Long times
                ? times
                : 0;
    }

    /** The ticks that each CPU was busy: all columns of its line but idle and iowait, and guests, which are in user. */
    private static Map<Integer, Long> busy() {
        Map<Integer, Long> busy = new HashMap<>();
        try {
            for (String line : Peek.text("/proc/stat").lines().toList()) {
                String[] columns = line.split("\\s+");
                if (columns[0].matches("cpu[0-9]+")) {
                    long sum = 0;
                    for (int i = 1; i < Math.min(columns.length, 9); i++) {
                        sum += i == 4 || i == 5 ? 0 : Long.parseLong(columns[i]);
                    }
                    busy.put(Integer.parseInt(columns[0].substring(3)), sum);
                }
            }
        } catch (ErrnoException e) {
            // Without it, nobody is said to be busy.
            busy.clear();
        }
        return busy;
    }

    /** How much of the last ten seconds some process of this machine had to wait for a CPU. */
    private static String pressure() {
        try {
            String line = Files.readString(Path.of(PRESSURE));
            return Arrays.stream(line.split("\\s+"))
                    .filter(word -> word.startsWith("avg10="))
                    .findFirst()
                    .map(word -> String.format(Locale.ROOT, " (PSI %.0f %%)", Double.parseDouble(word.substring(6))))
                    .orElse("");
        } catch (IOException e) {
            // Not every kernel measures pressure.
            return "";
        }
    }
}
