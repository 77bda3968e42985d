package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lab.shell.scale.Curve;
import lab.shell.scale.CurveFiles;
import lab.shell.scale.CurveJson;
import lab.shell.scale.CurveText;
import lab.shell.scale.Scaling;
import lab.shell.scale.ServiceKind;
import lab.shell.screen.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.jr.ob.JSON;

/** Measures how a service grows. */
@Command(
        name = "scale",
        description = "Measures how a service grows: up, with more CPU, or out, with replicas.",
        footer = {
            "%nServices: web shares nothing; locked holds a lock that all share, for 1 ms",
            "a request; sharded holds a lock of each worker's own for as long.",
            "%nExamples:",
            "  scale up web --cpus 0.25,0.5,1,2",
            "  scale out locked --replicas 1..10 --svg curve.svg"
        })
final class ScaleCommand extends BaseCommand {

    private static final int LEAST = 100;

    @Parameters(index = "0", paramLabel = "up|out", description = "More CPU for one container, or more containers.")
    private String direction = "";

    @Parameters(index = "1", paramLabel = "SERVICE", description = "web, locked or sharded.")
    private String service = "";

    @Option(
            names = "--cpus",
            paramLabel = "LIST",
            description = "up: the sizes, such as 0.25,0.5,1,2; out: the quota of a replica.")
    private String cpus = "";

    @Option(names = "--replicas", paramLabel = "LIST", description = "out: how many, such as 1..10 or 1,2,4,8.")
    private String replicas = "";

    @Option(names = "--connections", paramLabel = "N", description = "up: connections of the load; 8 if not said.")
    private int connections = 8;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each size is measured; 3 if not said.")
    private int rounds = 3;

    @Option(names = "--time", paramLabel = "TIME", description = "How long a measurement takes; 1s if not said.")
    private String time = "1s";

    @Option(names = "--svg", paramLabel = "FILE", description = "Writes the throughput as a picture.")
    private String svg = "";

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes all measurements as a table.")
    private String csv = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "json for machines.", defaultValue = "text")
    private String format = "text";

    ScaleCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        if (!format.equals("text") && !format.equals("json")) {
            throw new IllegalArgumentException("--format is text or json, not \"" + format + "\"");
        }
        var order = order();
        var lab = session().lab();
        if (!lab.containers().cgroups().writable()) {
            throw new IOException("no cgroup can be made here, and a size is a limit of one: `doctor` says what helps");
        }
        var open = lab.place();
        var place = open == null ? lab.openPlace(false) : open;
        var scaling = new Scaling(lab.containers(), place.labels(), order);
        Curve curve;
        try (var front = lab.interrupts().to(scaling::stop);
                var bar = ProgressBar.of(
                        session().theme(),
                        lab.settings().interactive() && format.equals("text") ? out : null,
                        scaling::progress)) {
            curve = scaling.run();
        }
        if (format.equals("json")) {
            out.println(JSON.std.asString(CurveJson.of(curve)));
        } else {
            new CurveText(curve, session().theme(), lab::say).lines().forEach(out::println);
        }
        write(svg, CurveFiles.svg(curve));
        write(csv, CurveFiles.csv(curve));
        return 0;
    }

    private Scaling.Order order() {
        var kind = ServiceKind.of(service);
        var span = Spans.parse("--time", time);
        if (span.toMillis() < LEAST) {
            throw new IllegalArgumentException("--time is at least " + LEAST + "ms, the period of a quota");
        }
        if (direction.equals("up")) {
            if (!replicas.isEmpty()) {
                throw new IllegalArgumentException("scale up has one container: --replicas is for scale out");
            }
            return new Scaling.Order(
                    false, kind, cpuList(cpus.isEmpty() ? defaultCpus() : cpus), 0, connections, rounds, span);
        }
        if (!direction.equals("out")) {
            throw new IllegalArgumentException("a service grows up or out, not \"" + direction + "\"");
        }
        var quota = cpuList(cpus.isEmpty() ? "0.1" : cpus);
        if (quota.size() != 1) {
            throw new IllegalArgumentException("--cpus is one quota, the same for all replicas, not \"" + cpus + "\"");
        }
        var sizes = counts(replicas.isEmpty() ? "1,2,4,6,8,10" : replicas);
        return new Scaling.Order(true, kind, sizes, quota.get(0), 1, rounds, span);
    }

    private static String defaultCpus() {
        var all = Runtime.getRuntime().availableProcessors();
        return all == 1 ? "0.125,0.25,0.5,1" : "0.25,0.5,1," + (all > 2 ? "2," : "") + all;
    }

    private static List<Double> cpuList(String text) {
        return Arrays.stream(text.split(",", -1)).map(LimitOptions::cpus).toList();
    }

    private static List<Double> counts(String text) {
        if (text.matches("[0-9]{1,3}\\.\\.[0-9]{1,3}")) {
            var ends = text.split("\\.\\.");
            return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
                    .mapToObj(ScaleCommand::count)
                    .toList();
        }
        if (!text.matches("[0-9]{1,3}(,[0-9]{1,3})*")) {
            throw new IllegalArgumentException("--replicas is such as 1..10 or 1,2,4,8, not \"" + text + "\"");
        }
        return Arrays.stream(text.split(","))
                .map(word -> count(Integer.parseInt(word)))
                .toList();
    }

    private static double count(int value) {
        if (value < 1 || value > Scaling.MAX_REPLICAS) {
            throw new IllegalArgumentException("there are 1 to " + Scaling.MAX_REPLICAS + " replicas, not " + value);
        }
        return value;
    }

    private static void write(String file, String content) throws IOException {
        if (!file.isEmpty()) {
            Files.writeString(Path.of(file), content);
        }
    }
}
