package lab.shell.command;

import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Leaves the shell. */
@Command(
        name = "exit",
        description = "Leaves the shell; what was made in it is removed.",
        footer = {"%nExample:", "  exit"})
final class ExitCommand extends BaseCommand {

    ExitCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) {
        session().leave();
        return 0;
    }
}
