package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import lab.runtime.build.Commit;
import lab.runtime.build.DockerfileException;
import lab.runtime.container.ContainerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an image of what a container has changed. */
@Command(
        name = "commit",
        description = "Makes an image of what a container has changed.",
        footer = {"%nExample:", "  commit -m 'with a greeting' -c 'CMD [\"cat\", \"/greeting\"]' box greeter"})
final class CommitCommand extends BaseCommand {

    @Option(
            names = {"-a", "--author"},
            paramLabel = "NAME",
            description = "Who made it.")
    private String author = "";

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "A remark.")
    private String message = "";

    @Option(
            names = {"-c", "--change"},
            paramLabel = "INSTRUCTION",
            description = "An instruction of a Dockerfile that changes the configuration.")
    private List<String> changes = List.of();

    @Option(
            names = {"-p", "--pause"},
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "The container stands still meanwhile; so unless --no-pause is given.")
    private boolean pause;

    @Parameters(index = "0", paramLabel = "CONTAINER", description = "Name or id.")
    private String container = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The image's name.")
    private String name = "";

    CommitCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        try {
            var commit = new Commit(container, name, author, message, changes, pause);
            out.println(commit.run(session().lab().containers()));
            return 0;
        } catch (DockerfileException e) {
            throw new ContainerException(String.valueOf(e.getMessage()), 1, e);
        }
    }
}
