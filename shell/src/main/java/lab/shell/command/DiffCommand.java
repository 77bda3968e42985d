package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists what a container has changed in the files of its image. */
@Command(
        name = "diff",
        description = "Lists what a container has changed in the files of its image.",
        footer = {"%nA is added, C changed, D deleted.", "%nExample:", "  diff box"})
final class DiffCommand extends BaseCommand {

    @Parameters(index = "0", paramLabel = "CONTAINER", description = "Name or id.")
    private String name = "";

    DiffCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        for (var change : session().lab().containers().files().diff(name)) {
            out.println(change.kind().letter() + " " + change.shown());
        }
        return 0;
    }

    /** Whether these words are meant for this command and not for diff(1), which compares two files. */
    static boolean meant(List<String> words) {
        return words.size() == 1;
    }
}
