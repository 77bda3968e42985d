package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the output of a detached container. */
@Command(
        name = "logs",
        description = "Shows the output of a detached container.",
        footer = {"%nExample:", "  logs -f box"})
final class LogsCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", description = "Name or id.")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on until the container ends.")
    private boolean follow;

    LogsCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var containers = session().lab().containers();
        var container = containers.get(name);
        var file = containers.log(container.id());
        if (!Files.exists(file)) {
            return 0;
        }
        out.flush();
        var bytes = session().console().bytes();
        try (var in = Files.newInputStream(file)) {
            in.transferTo(bytes);
            while (follow && containers.get(container.id()).running()) {
                bytes.flush();
                containers.awaitEnd(container.id(), FOLLOW_MILLIS);
                in.transferTo(bytes);
            }
            in.transferTo(bytes);
            bytes.flush();
        }
        return 0;
    }

    private static final long FOLLOW_MILLIS = 200;
}
