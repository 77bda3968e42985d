package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets the processes of paused containers go on. */
@Command(
        name = "unpause",
        description = "Lets the processes of paused containers go on.",
        footer = {"%nExample:", "  unpause box"})
final class UnpauseCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    UnpauseCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        for (var name : names) {
            session().lab().containers().unpause(name);
            out.println(name);
        }
        return 0;
    }
}
