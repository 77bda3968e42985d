package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Goes back to the step before. */
@Command(
        name = "back",
        description = "Goes back to the step before.",
        footer = {"%nExample:", "  back"})
final class BackCommand extends BaseCommand {

    BackCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var walk = session().walk();
        walk.back(out);
        return 0;
    }
}
