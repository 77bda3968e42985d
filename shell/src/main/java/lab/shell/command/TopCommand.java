package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import lab.runtime.container.ContainerException;
import lab.shell.screen.Columns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the processes of a container, as the host sees them. */
@Command(
        name = "top",
        description = "Lists the processes of a container, as the host sees them.",
        footer = {"%nExamples:", "  top box", "  top box -o pid,comm"})
final class TopCommand extends BaseCommand {

    @Parameters(index = "0", paramLabel = "CONTAINER", description = "Name or id.")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "PS OPTIONS", description = "Options of ps(1); -ef if none is given.")
    private List<String> options = List.of();

    TopCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var container = session().lab().containers().get(name);
        if (!container.running()) {
            throw new ContainerException("container " + container.name() + " is not running", 1, null);
        }
        var pids = container.processes();
        var table = options.isEmpty() ? ProcessTable.of(pids) : HostPs.run(options, pids);
        Columns.table(table).forEach(out::println);
        return 0;
    }
}
