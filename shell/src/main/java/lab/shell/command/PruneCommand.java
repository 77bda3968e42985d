package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import lab.shell.screen.Sizes;
import lab.shell.session.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes all containers that do not run. */
@Command(
        name = "prune",
        description = "Removes all containers that do not run; with Docker it is container prune.",
        footer = {"%nExample:", "  prune -f"})
final class PruneCommand extends BaseCommand {

    @Option(
            names = {"-f", "--force"},
            description = "Does not ask.")
    private boolean force;

    PruneCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var lab = session().lab();
        if (!force && lab.settings().interactive()) {
            out.println(lab.say("prune.ask"));
            return 1;
        }
        var removed = new ArrayList<String>();
        var freed = 0L;
        for (var container : lab.containers().list()) {
            if (!container.running() && !Place.isWorkbench(container)) {
                freed += lab.containers().size(container.id());
                lab.containers().remove(container.id(), false);
                removed.add(container.id());
            }
        }
        if (!removed.isEmpty()) {
            out.println("Deleted Containers:");
            removed.forEach(out::println);
            out.println();
        }
        out.println("Total reclaimed space: " + Sizes.text(freed));
        return 0;
    }
}
