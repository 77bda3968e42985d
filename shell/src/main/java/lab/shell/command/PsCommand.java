package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.container.ContainerStatus;
import lab.shell.screen.Columns;
import lab.shell.session.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists containers. */
@Command(
        name = "ps",
        description = "Lists containers.",
        footer = {"%nExamples:", "  ps -a", "  ps -a --filter status=exited -q"})
final class PsCommand extends BaseCommand {

    private static final int COMMAND = 20;

    @Option(
            names = {"-a", "--all"},
            description = "Those that have ended, too.")
    private boolean all;

    @Option(
            names = {"-q", "--quiet"},
            description = "Ids only.")
    private boolean quiet;

    @Option(
            names = {"-l", "--latest"},
            description = "The one made last, whatever its state.")
    private boolean latest;

    @Option(
            names = {"-n", "--last"},
            paramLabel = "N",
            description = "The last ones, whatever their state.")
    private int last = -1;

    @Option(
            names = {"-f", "--filter"},
            paramLabel = "KEY=VALUE",
            description = "Only those with this id, name, label, ancestor, status or exited.")
    private List<String> filters = List.of();

    @Option(names = "--no-trunc", description = "Nothing is cut off.")
    private boolean whole;

    @Option(names = "--format", description = "json for machines.", defaultValue = "table")
    private String format = "table";

    PsCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var list = session().lab().containers().list().stream()
                .filter(c -> !Place.isWorkbench(c))
                .filter(new PsFilter(filters, all || latest || last >= 0)::matches)
                .limit(latest ? 1 : last < 0 ? Long.MAX_VALUE : last)
                .toList();
        if (quiet) {
            list.forEach(c -> out.println(id(c)));
        } else if (format.equals("json")) {
            list.forEach(c -> out.println(ContainerJson.line(c)));
        } else {
            table(list).forEach(out::println);
        }
        return 0;
    }

    private String id(ContainerStatus container) {
        return whole ? container.id() : container.shortId();
    }

    private List<String> table(List<ContainerStatus> list) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "NAMES"));
        for (var c : list) {
            var words = String.join(" ", c.spec().command());
            var command = "\"" + (whole ? words : Columns.cut(words, COMMAND)) + "\"";
            rows.add(
                    List.of(id(c), c.spec().image(), command, StatusText.ago(c.created()), StatusText.of(c), c.name()));
        }
        return Columns.table(rows);
    }
}
