package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Gives a word of help for the exercise. */
@Command(
        name = "hint",
        description = "Gives a word of help for the exercise.",
        footer = {"%nExample:", "  hint"})
final class HintCommand extends BaseCommand {

    HintCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var walk = session().walk();
        walk.hint(out);
        return 0;
    }
}
