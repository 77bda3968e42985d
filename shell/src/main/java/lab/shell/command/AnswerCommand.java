package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Answers a question. */
@Command(
        name = "answer",
        description = "Answers the question of this step or of the open exercise.",
        footer = {
            "%nAn exercise reads the answer from /answer in the workbench.",
            "%nExamples:",
            "  answer b",
            "  answer 4711"
        })
final class AnswerCommand extends BaseCommand {

    @Parameters(paramLabel = "VALUE", arity = "1..*", description = "A letter, a number or a value.")
    private List<String> words = List.of();

    AnswerCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        session().walk().answer(String.join(" ", words), out);
        return 0;
    }
}
