package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import lab.shell.learn.Coach;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the checks of an exercise in a second terminal. */
@Command(
        name = "coach",
        description = "Shows an exercise's checks in a second terminal while you work in any shell.",
        footer = {
            "%nKeys: h gives a hint, w shows what was observed, q or Ctrl-C leaves.",
            "It looks at the lab that runs in another terminal; without one it makes a workbench and",
            "says how to enter it. Exit code 0: all checks are met; 1: not all.",
            "%nExamples:",
            "  coach uts-own",
            "  coach uts-own --once"
        })
final class CoachCommand extends BaseCommand {

    @Parameters(paramLabel = "EXERCISE", description = "The exercise's id; progress lists them.")
    private String exercise = "";

    @Option(names = "--once", description = "Prints how the checks stand now.")
    private boolean once;

    CoachCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var coach = Coach.open(session().lab(), session().theme(), exercise);
        var terminal = session().terminal();
        var width = session().width();
        boolean passed;
        if (once) {
            passed = coach.once(width, out);
        } else if (terminal == null || session().theme().plain()) {
            passed = coach.follow(width, out);
        } else {
            out.flush();
            passed = coach.live(terminal);
        }
        return passed ? 0 : 1;
    }
}
