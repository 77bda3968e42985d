package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Looks at the kernel and says what is met. */
@Command(
        name = "check",
        description = "Looks at the kernel and says what is met.",
        footer = {"%nExample:", "  check"})
final class CheckCommand extends BaseCommand {

    CheckCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var walk = session().walk();
        return walk.check(out) ? 0 : 1;
    }
}
