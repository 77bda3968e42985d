package lab.shell.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import lab.runtime.container.ContainerLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the output of a detached container. */
@Command(
        name = "logs",
        description = "Shows the output of a detached container.",
        footer = {"%nExamples:", "  logs -f --tail 10 box", "  logs --since 5m -t box"})
final class LogsCommand extends BaseCommand {

    private static final long FOLLOW_MILLIS = 100;

    @Parameters(paramLabel = "CONTAINER", description = "Name or id.")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on until the container ends, or Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--tail"},
            paramLabel = "N",
            description = "The last lines only; all if not given.",
            defaultValue = "all")
    private String tail = "all";

    @Option(names = "--since", paramLabel = "TIME", description = "From a time on: 2026-01-02T13:00:00Z, or 10m ago.")
    private String since = "";

    @Option(names = "--until", paramLabel = "TIME", description = "Before a time.")
    private String until = "";

    @Option(
            names = {"-t", "--timestamps"},
            description = "Each line with its time.")
    private boolean timestamps;

    LogsCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var containers = session().lab().containers();
        var container = containers.get(name);
        var log = containers.lines(container.id());
        var now = Instant.now();
        var from = since.isEmpty() ? Instant.MIN : TimeText.parse(since, now);
        var to = until.isEmpty() ? Instant.MAX : TimeText.parse(until, now);
        out.flush();
        var bytes = session().console().bytes();
        var lines = between(log.next(), from, to);
        print(lines.subList(Math.max(0, lines.size() - last(lines.size())), lines.size()), bytes);
        var stopped = new AtomicBoolean();
        try (var front = session().lab().interrupts().to(() -> stopped.set(true))) {
            while (follow && !stopped.get() && containers.get(container.id()).running()) {
                containers.awaitEnd(container.id(), FOLLOW_MILLIS);
                print(between(log.next(), from, to), bytes);
            }
        }
        if (follow) {
            print(between(log.next(), from, to), bytes);
        }
        return 0;
    }

    private int last(int all) {
        if (tail.equals("all") || tail.startsWith("-")) {
            return all;
        }
        if (!tail.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("--tail is a number of lines, or all, not \"" + tail + "\"");
        }
        return Integer.parseInt(tail);
    }

    /** A line without a time is shown unless a time is asked for. */
    private static List<ContainerLog.Line> between(List<ContainerLog.Line> lines, Instant from, Instant to) {
        if (from.equals(Instant.MIN) && to.equals(Instant.MAX)) {
            return lines;
        }
        return lines.stream()
                .filter(line -> line.time()
                        .filter(time -> !time.isBefore(from) && time.isBefore(to))
                        .isPresent())
                .toList();
    }

    private void print(List<ContainerLog.Line> lines, OutputStream bytes) throws IOException {
        for (var line : lines) {
            if (timestamps && line.first()) {
                bytes.write((line.time().map(TimeText::nanos).orElse("-") + " ").getBytes(StandardCharsets.UTF_8));
            }
            bytes.write(line.bytes());
        }
        bytes.flush();
    }
}
