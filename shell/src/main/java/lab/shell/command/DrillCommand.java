package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import lab.shell.learn.Drill;
import picocli.CommandLine.Command;

/** Opens exercises that were solved before once more. */
@Command(
        name = "drill",
        description = "Opens up to five exercises that you have solved, with other parameters; hard ones come sooner.",
        footer = {"%nExample:", "  drill"})
final class DrillCommand extends BaseCommand {

    DrillCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var lab = session().lab();
        var drill = Drill.lesson(lab);
        if (drill.isEmpty()) {
            out.println(lab.say("drill.none"));
            return 1;
        }
        session().walk().open(drill.get(), out);
        return 0;
    }
}
