package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a lesson. */
@Command(
        name = "lesson",
        description = "Opens a lesson where it was left, or from its beginning.",
        footer = {"%nExample:", "  lesson 3"})
final class LessonCommand extends BaseCommand {

    @Parameters(
            paramLabel = "LESSON",
            arity = "0..1",
            description = "Its number or name, or a step such as 3.6; the one in work if none is named.")
    private String name = "";

    @Option(names = "--from-start", description = "From the first step.")
    private boolean fromStart;

    LessonCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        return session().walk().open(name, fromStart, out) ? 0 : 1;
    }
}
