package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Waits for containers to end and prints their exit codes. */
@Command(
        name = "wait",
        description = "Waits for containers to end and prints their exit codes.",
        footer = {"%nExample:", "  wait box"})
final class WaitCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    WaitCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        for (var name : names) {
            out.println(session().lab().containers().await(name));
        }
        return 0;
    }
}
