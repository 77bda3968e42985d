package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import lab.runtime.container.ContainerException;
import lab.runtime.container.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Joins the terminal or the streams of a container that runs by itself. */
@Command(
        name = "attach",
        description = "Joins the streams of a container that runs by itself; Ctrl-P Ctrl-Q leaves.",
        footer = {"%nExample:", "  attach box"})
final class AttachCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", description = "Name or id.")
    private String name = "";

    @Option(names = "--no-stdin", description = "Shows its output only.")
    private boolean noStdin;

    AttachCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var containers = session().lab().containers();
        if (containers.get(name).state() == State.PAUSED) {
            throw new ContainerException("container " + name + " is paused: unpause it first", 1, null);
        }
        try (var attachment = containers.attach(name)) {
            var id = attachment.container().id();
            var log = containers.lines(id);
            log.next();
            out.flush();
            if (!session().processes().attach(attachment, log, !noStdin)) {
                out.println();
                out.println(session()
                        .lab()
                        .say("attach.left", attachment.container().name()));
                return 0;
            }
            OomText.tell(session(), id);
            return containers.await(id);
        }
    }
}
