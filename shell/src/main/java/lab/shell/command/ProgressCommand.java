package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Shows what is done. */
@Command(
        name = "progress",
        description = "Shows what is done.",
        footer = {"%nExample:", "  progress"})
final class ProgressCommand extends BaseCommand {

    ProgressCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var walk = session().walk();
        walk.progress(out);
        return 0;
    }
}
