package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what a check wanted and what was observed. */
@Command(
        name = "why",
        description = "Shows what was wanted, what was observed, and where it was read.",
        footer = {"%nExample:", "  why 2"})
final class WhyCommand extends BaseCommand {

    @Parameters(
            paramLabel = "N",
            arity = "0..1",
            description = "The check, counted from 1; all that are not met if none is named.")
    private int number;

    WhyCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        session().walk().why(number, out);
        return 0;
    }
}
