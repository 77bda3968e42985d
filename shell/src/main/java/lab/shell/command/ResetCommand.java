package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Begins the exercise anew, on a fresh workbench. */
@Command(
        name = "reset",
        description = "Begins the exercise anew, on a fresh workbench.",
        footer = {"%nExample:", "  reset"})
final class ResetCommand extends BaseCommand {

    ResetCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var walk = session().walk();
        walk.reset(out);
        return 0;
    }
}
