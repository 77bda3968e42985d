package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a signal to containers. */
@Command(
        name = "kill",
        description = "Sends a signal to containers; KILL if none is named.",
        footer = {"%nExample:", "  kill -s TERM box"})
final class KillCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    @Option(
            names = {"-s", "--signal"},
            paramLabel = "SIGNAL",
            description = "Name or number.",
            defaultValue = "KILL")
    private String signal = "KILL";

    KillCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var number = Signals.number(signal);
        for (var name : names) {
            session().lab().containers().kill(name, number);
            out.println(name);
        }
        return 0;
    }
}
