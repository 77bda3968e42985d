package lab.shell.command;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lab.runtime.container.ContainerStatus;
import lab.shell.screen.Columns;
import lab.shell.session.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.jr.ob.JSON;

/** Shows what containers use. */
@Command(
        name = "stats",
        description = "Shows what containers use, again each second until Ctrl-C.",
        footer = {"%nExamples:", "  stats", "  stats --no-stream --format json box"})
final class StatsCommand extends BaseCommand {

    private static final long SECOND_MILLIS = 1000;
    private static final long ONCE_MILLIS = 500;
    private static final String UP_AND_CLEAR = "\033[%dA\033[J";

    @Parameters(paramLabel = "CONTAINER", arity = "0..*", description = "Names or ids; all that run if none is given.")
    private List<String> names = List.of();

    @Option(
            names = {"-a", "--all"},
            description = "Those that do not run, too.")
    private boolean all;

    @Option(names = "--no-stream", description = "Once only.")
    private boolean once;

    @Option(names = "--no-trunc", description = "Ids in full.")
    private boolean whole;

    @Option(names = "--format", paramLabel = "FORMAT", description = "json for machines.", defaultValue = "table")
    private String format = "table";

    StatsCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        if (!format.equals("table") && !format.equals("json")) {
            throw new IllegalArgumentException("--format is table or json, not \"" + format + "\"");
        }
        for (var name : names) {
            session().lab().containers().get(name);
        }
        var stop = new CountDownLatch(1);
        try (var front = session().lab().interrupts().to(stop::countDown)) {
            var before = sample();
            var printed = 0;
            while (!pause(stop, once ? ONCE_MILLIS : SECOND_MILLIS)) {
                var now = sample();
                printed = print(StatsRow.between(before, now), printed, out);
                before = now;
                if (once || (!names.isEmpty() && now.isEmpty())) {
                    return 0;
                }
            }
        }
        return 0;
    }

    private List<StatsRow.Sample> sample() throws IOException {
        var samples = new ArrayList<StatsRow.Sample>();
        for (var container : session().lab().containers().list()) {
            if (wanted(container)) {
                samples.add(StatsRow.Sample.of(container));
            }
        }
        return samples;
    }

    private boolean wanted(ContainerStatus container) {
        if (names.isEmpty()) {
            return (all || container.running()) && !Place.isWorkbench(container);
        }
        return names.stream()
                .anyMatch(
                        name -> container.name().equals(name) || container.id().startsWith(name));
    }

    /** On a terminal the table takes the place of the one before; elsewhere one follows the other. */
    private int print(List<StatsRow> rows, int printed, PrintWriter out) {
        var lines = new ArrayList<String>();
        if (format.equals("json")) {
            rows.forEach(row -> lines.add(JSON.std.asString(row.json(whole))));
        } else {
            var table = new ArrayList<List<String>>();
            table.add(StatsRow.HEADER);
            rows.forEach(row -> table.add(row.cells(whole)));
            lines.addAll(Columns.table(table));
        }
        if (printed > 0 && session().lab().settings().interactive()) {
            out.print(String.format(UP_AND_CLEAR, printed));
        }
        lines.forEach(out::println);
        out.flush();
        return lines.size();
    }

    private static boolean pause(CountDownLatch stop, long millis) throws IOException {
        try {
            return stop.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while containers were watched");
        }
    }
}
