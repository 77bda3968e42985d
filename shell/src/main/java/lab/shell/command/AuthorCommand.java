package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** What authors of exercises need. */
@Command(
        name = "author",
        description = "For authors of exercises.",
        footer = {"%nExample:", "  author test uts-own"})
final class AuthorCommand extends BaseCommand {

    AuthorCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        out.println("author test");
        return 0;
    }
}
