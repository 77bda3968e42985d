package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends containers and starts them again. */
@Command(
        name = "restart",
        description = "Ends containers and starts them again; their files stay.",
        footer = {"%nExample:", "  restart -t 1 box"})
final class RestartCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    @Option(
            names = {"-t", "--time", "--timeout"},
            paramLabel = "SECONDS",
            description = "How long to wait for its end; 10, or what run --stop-timeout said.")
    private @Nullable Integer seconds;

    RestartCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var containers = session().lab().containers();
        for (var name : names) {
            if (seconds == null) {
                containers.stop(name);
            } else {
                containers.stop(name, seconds);
            }
            containers.start(name, null).close();
            out.println(name);
        }
        return 0;
    }
}
