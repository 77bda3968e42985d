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
        footer = {"%nExample:", "  ps -a"})
final class PsCommand extends BaseCommand {

    @Option(
            names = {"-a", "--all"},
            description = "Those that have ended, too.")
    private boolean all;

    @Option(
            names = {"-q", "--quiet"},
            description = "Ids only.")
    private boolean quiet;

    @Option(names = "--format", description = "json for machines.", defaultValue = "table")
    private String format = "table";

    PsCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var list = session().lab().containers().list().stream()
                .filter(c -> (all || c.running()) && !Place.isWorkbench(c))
                .toList();
        if (quiet) {
            list.forEach(c -> out.println(c.shortId()));
        } else if (format.equals("json")) {
            list.forEach(c -> out.println(ContainerJson.line(c)));
        } else {
            table(list).forEach(out::println);
        }
        return 0;
    }

    private List<String> table(List<ContainerStatus> list) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "NAMES"));
        for (var c : list) {
            var command = "\"" + Columns.cut(String.join(" ", c.spec().command()), 20) + "\"";
            rows.add(List.of(
                    c.shortId(), c.spec().image(), command, StatusText.ago(c.created()), StatusText.of(c), c.name()));
        }
        return Columns.table(rows);
    }
}
