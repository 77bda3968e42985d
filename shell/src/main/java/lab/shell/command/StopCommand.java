package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks containers to end, and ends them after some seconds. */
@Command(
        name = "stop",
        description = "Asks containers to end, and ends them after some seconds.",
        footer = {"%nExample:", "  stop -t 1 box"})
final class StopCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    @Option(
            names = {"-t", "--time"},
            paramLabel = "SECONDS",
            description = "How long to wait for it; 10 if not given.",
            defaultValue = "10")
    private int seconds = 10;

    StopCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var containers = session().lab().containers();
        for (var name : names) {
            containers.get(name);
            containers.stop(name, seconds);
            out.println(name);
        }
        return 0;
    }
}
