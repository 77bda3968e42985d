package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import lab.runtime.container.StopRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks containers to end, and ends them after some seconds. */
@Command(
        name = "stop",
        description = "Asks containers to end, and ends them after some seconds.",
        footer = {"%nExample:", "  stop -t 1 box"})
final class StopCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    @Option(
            names = {"-t", "--time"},
            paramLabel = "SECONDS",
            description = "How long to wait; 10, or what run --stop-timeout said.")
    private @Nullable Integer seconds;

    @Option(
            names = {"-s", "--signal"},
            paramLabel = "SIGNAL",
            completionCandidates = Values.SignalNames.class,
            description = "What to ask with; SIGTERM, or what run --stop-signal said.")
    private String signal = "";

    StopCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var containers = session().lab().containers();
        for (var name : names) {
            var stop = containers.get(name).spec().stop();
            containers.stop(
                    name,
                    new StopRequest(
                            signal.isEmpty() ? stop.signal() : Signals.number(signal),
                            seconds == null ? stop.seconds() : seconds));
            out.println(name);
        }
        return 0;
    }
}
