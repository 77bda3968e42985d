package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Goes on to the next step. */
@Command(
        name = "next",
        description = "Goes on to the next step.",
        footer = {"%nExample:", "  next"})
final class NextCommand extends BaseCommand {

    NextCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var walk = session().walk();
        walk.next(out);
        return 0;
    }
}
