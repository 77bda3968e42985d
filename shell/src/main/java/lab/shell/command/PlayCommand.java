package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Leaves the lesson and keeps the workbench, for free play. */
@Command(
        name = "play",
        description = "Leaves the lesson and keeps the workbench, for free play.",
        footer = {"%nExample:", "  play"})
final class PlayCommand extends BaseCommand {

    PlayCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var walk = session().walk();
        walk.play(out);
        return 0;
    }
}
