package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import lab.shell.process.Input;
import lab.shell.process.ProcessRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts containers that were created or have ended. */
@Command(
        name = "start",
        description = "Starts containers that were created or have ended.",
        footer = {"%nExamples:", "  start box", "  start -a box"})
final class StartCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    @Option(
            names = {"-a", "--attach"},
            description = "Shows its output and ends with its exit code.")
    private boolean attach;

    @Option(
            names = {"-i", "--interactive"},
            description = "Passes standard input on to it.")
    private boolean interactive;

    StartCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var containers = session().lab().containers();
        if (attach || interactive) {
            if (names.size() > 1) {
                throw new IllegalArgumentException("start -a takes one container: there is one terminal");
            }
            return attached(names.get(0));
        }
        for (var name : names) {
            if (!containers.get(name).running()) {
                containers.start(name, null).close();
            }
            out.println(name);
        }
        return 0;
    }

    private int attached(String name) throws IOException {
        var containers = session().lab().containers();
        var container = containers.get(name);
        var processes = session().processes();
        ProcessRunner.Starter starter = stdio -> containers.start(container.id(), stdio);
        if (container.spec().terminal() && processes.hasTerminal()) {
            return processes.inTerminal(starter, true);
        }
        var code = processes.piped(starter, interactive ? new Input.Own() : new Input.None());
        OomText.tell(session(), container.id());
        return code;
    }
}
