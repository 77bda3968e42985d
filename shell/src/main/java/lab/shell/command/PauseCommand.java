package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets all processes of containers stand still. */
@Command(
        name = "pause",
        description = "Lets all processes of containers stand still.",
        footer = {"%nExample:", "  pause box"})
final class PauseCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    PauseCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        for (var name : names) {
            session().lab().containers().pause(name);
            out.println(name);
        }
        return 0;
    }
}
