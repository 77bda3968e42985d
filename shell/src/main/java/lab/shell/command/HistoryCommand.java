package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import lab.runtime.image.Descriptor;
import lab.runtime.image.ImageConfig.History;
import lab.shell.screen.Columns;
import lab.shell.screen.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.jr.ob.JSON;

/** Shows how an image came about. */
@Command(
        name = "history",
        description = "Shows how an image came about, the last step first.",
        footer = {"%nExample:", "  history base"})
final class HistoryCommand extends BaseCommand {

    private static final int LONGEST = 45;

    private static final History UNTOLD = new History(Optional.empty(), "", "", "", false);

    /** A step, and how much it added. */
    private record Step(History history, long size) {}

    @Parameters(index = "0", paramLabel = "IMAGE", description = "Its name or id.")
    private String name = "";

    @Option(names = "--no-trunc", description = "Whole commands.")
    private boolean whole;

    @Option(names = "--format", paramLabel = "FORMAT", description = "json prints a line of JSON for each step.")
    private String format = "";

    HistoryCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var image = session().lab().containers().images().get(name);
        var steps = steps(image.config().history(), image.manifest().layers());
        Collections.reverse(steps);
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT"));
        for (var i = 0; i < steps.size(); i++) {
            var step = steps.get(i).history;
            var id = i == 0 ? image.id().shortHex() : "<missing>";
            var created = step.created().orElse(Instant.EPOCH);
            var by = step.createdBy().replaceAll("\\s+", " ");
            if (format.equals("json")) {
                var json = new LinkedHashMap<String, Object>();
                json.put("ID", id);
                json.put("CreatedAt", created.toString());
                json.put("CreatedBy", step.createdBy());
                json.put("Size", steps.get(i).size);
                json.put("Comment", step.comment());
                out.println(JSON.std.asString(json));
            }
            rows.add(List.of(
                    id,
                    StatusText.ago(created),
                    whole ? by : Columns.cut(by, LONGEST),
                    Sizes.text(steps.get(i).size),
                    step.comment()));
        }
        if (format.isEmpty()) {
            Columns.table(rows).forEach(out::println);
        }
        return 0;
    }

    /** The oldest step first. The history may tell of fewer layers than there are: those it leaves out are the lowest. */
    private static List<Step> steps(List<History> history, List<Descriptor> layers) {
        var told = (int) history.stream().filter(step -> !step.emptyLayer()).count();
        var steps = new ArrayList<Step>();
        var layer = 0;
        while (layer < layers.size() - told) {
            steps.add(new Step(UNTOLD, layers.get(layer++).size()));
        }
        for (var step : history) {
            var counts = !step.emptyLayer() && layer < layers.size();
            steps.add(new Step(step, counts ? layers.get(layer++).size() : 0));
        }
        return steps;
    }
}
