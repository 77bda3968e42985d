package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a container and does not start it. */
@Command(
        name = "create",
        description = "Makes a container and does not start it.",
        footer = {"%nExample:", "  create --name box --memory 64M base sleep 1000"})
final class CreateCommand extends BaseCommand {

    @Mixin
    private ContainerOptions options = new ContainerOptions();

    CreateCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var spec = options.spec(session(), options.tty());
        options.checkIdFile();
        var id = session().lab().containers().create(spec).id();
        options.writeId(id);
        out.println(id);
        return 0;
    }
}
