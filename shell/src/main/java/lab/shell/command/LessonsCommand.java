package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Lists the lessons. */
@Command(
        name = "lessons",
        description = "Lists the lessons.",
        footer = {"%nExample:", "  lessons"})
final class LessonsCommand extends BaseCommand {

    LessonsCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var walk = session().walk();
        walk.lessons(out);
        return 0;
    }
}
