package lab.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import lab.runtime.cgroup.Usage;
import lab.runtime.container.ContainerStatus;
import lab.runtime.container.Traffic;
import lab.shell.screen.Sizes;

/**
 * What a container used in a span of time, as Docker words it: memory in powers of 1024, traffic in powers of 1000, CPU in percent of one
 * CPU.
 *
 * @param before the beginning of the span
 * @param now its end
 */
record StatsRow(Sample before, Sample now) {

    /** The names of the columns. */
    static final List<String> HEADER =
            List.of("CONTAINER ID", "NAME", "CPU %", "MEM USAGE / LIMIT", "MEM %", "NET I/O", "BLOCK I/O", "PIDS");

    private static final String UNKNOWN = "--";
    private static final double PERCENT = 100;

    /**
     * What a container has used up to a moment.
     *
     * @param container the container
     * @param nanos the moment
     * @param usage what its cgroups say
     * @param traffic what its network interfaces say
     * @param host the bytes of memory there are
     */
    record Sample(ContainerStatus container, long nanos, Usage usage, Traffic traffic, long host) {

        static Sample of(ContainerStatus container) throws IOException {
            return new Sample(
                    container, System.nanoTime(), container.cgroup().usage(), container.traffic(), hostMemory());
        }

        private static long hostMemory() throws IOException {
            for (var line : Files.readAllLines(Path.of("/proc/meminfo"))) {
                if (line.startsWith("MemTotal:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
            return 0;
        }

        private long limit() {
            return Math.min(usage.memoryMax().orElse(host), host);
        }
    }

    /** The rows of all containers of two looks; one that was not there at the first has used nothing before. */
    static List<StatsRow> between(List<Sample> first, List<Sample> second) {
        var rows = new ArrayList<StatsRow>();
        for (var now : second) {
            var before = first.stream()
                    .filter(sample -> sample.container.id().equals(now.container.id()))
                    .findFirst();
            rows.add(new StatsRow(before.orElse(now), now));
        }
        return rows;
    }

    List<String> cells(boolean whole) {
        var container = now.container;
        return List.of(
                whole ? container.id() : container.shortId(),
                container.name(),
                cpu(),
                memory(),
                memoryPart(),
                network(),
                block(),
                pids());
    }

    Map<String, Object> json(boolean whole) {
        var container = now.container;
        var id = whole ? container.id() : container.shortId();
        var json = new LinkedHashMap<String, Object>();
        json.put("BlockIO", block());
        json.put("CPUPerc", cpu());
        json.put("Container", id);
        json.put("ID", id);
        json.put("MemPerc", memoryPart());
        json.put("MemUsage", memory());
        json.put("Name", container.name());
        json.put("NetIO", network());
        json.put("PIDs", pids());
        return json;
    }

    private String cpu() {
        var start = before.usage.cpuNanos();
        var end = now.usage.cpuNanos();
        if (start.isEmpty() || end.isEmpty()) {
            return UNKNOWN;
        }
        var span = Math.max(1, now.nanos - before.nanos);
        return percent(PERCENT * (end.getAsLong() - start.getAsLong()) / span);
    }

    private String memory() {
        var used = now.usage.memory();
        return used.isEmpty()
                ? UNKNOWN + " / " + UNKNOWN
                : Sizes.binary(used.getAsLong()) + " / " + Sizes.binary(now.limit());
    }

    private String memoryPart() {
        var used = now.usage.memory();
        return used.isEmpty() || now.limit() == 0 ? UNKNOWN : percent(PERCENT * used.getAsLong() / now.limit());
    }

    private String network() {
        return now.container.running()
                ? Sizes.text(now.traffic.received()) + " / " + Sizes.text(now.traffic.sent())
                : UNKNOWN;
    }

    private String block() {
        return size(now.usage.read()) + " / " + size(now.usage.written());
    }

    private static String size(OptionalLong bytes) {
        return bytes.isPresent() ? Sizes.text(bytes.getAsLong()) : UNKNOWN;
    }

    private String pids() {
        return now.usage.pids().isPresent() ? Long.toString(now.usage.pids().getAsLong()) : UNKNOWN;
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
