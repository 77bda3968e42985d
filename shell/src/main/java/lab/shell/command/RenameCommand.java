package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a container another name. */
@Command(
        name = "rename",
        description = "Gives a container another name.",
        footer = {"%nExample:", "  rename box crate"})
final class RenameCommand extends BaseCommand {

    @Parameters(index = "0", paramLabel = "CONTAINER", description = "Name or id.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "NEW_NAME", description = "The name it shall have.")
    private String other = "";

    RenameCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        session().lab().containers().rename(name, other);
        return 0;
    }
}
