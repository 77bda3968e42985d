package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what is known of containers, as JSON. */
@Command(
        name = "inspect",
        description = "Shows what is known of containers, as JSON.",
        footer = {"%nExample:", "  inspect box"})
final class InspectCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    InspectCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var objects = new ArrayList<Object>();
        for (var name : names) {
            var containers = session().lab().containers();
            var container = containers.get(name);
            var object = ContainerJson.object(container);
            object.put("NetworkSettings", ContainerJson.networks(containers.networks(), container));
            objects.add(object);
        }
        out.println(ContainerJson.pretty(objects));
        return 0;
    }
}
