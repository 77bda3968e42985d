package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes containers. */
@Command(
        name = "rm",
        description = "Removes containers.",
        footer = {"%nExample:", "  rm -f box"})
final class RmCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    @Option(
            names = {"-f", "--force"},
            description = "Ends those that run.")
    private boolean force;

    @Option(
            names = {"-v", "--volumes"},
            description = "Removes their volumes without a name, too.")
    private boolean volumes;

    RmCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var containers = session().lab().containers();
        var missing = 0;
        for (var name : names) {
            if (containers.find(name).isPresent()) {
                containers.remove(name, force, volumes);
                out.println(name);
            } else {
                out.flush();
                spec().commandLine().getErr().println(session().lab().say("rm.missing", name));
                missing++;
            }
        }
        return missing == 0 ? 0 : 1;
    }
}
