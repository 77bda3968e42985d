package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Shows a way to do the exercise. */
@Command(
        name = "solution",
        description = "Shows a way to do the exercise; once more for the next one.",
        footer = {"%nExample:", "  solution"})
final class SolutionCommand extends BaseCommand {

    SolutionCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        session().walk().solution(out);
        return 0;
    }
}
