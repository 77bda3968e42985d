package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Scope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads facts from the kernel. */
@Command(
        name = "observe",
        description = "Reads facts from the kernel: an expression, its value and where that was read.",
        footer = {"%nExample:", "  observe host.hostname", "  observe container('box').ns.uts"})
final class ObserveCommand extends BaseCommand {

    @Parameters(paramLabel = "EXPR", arity = "1..*", description = "An expression over facts, in CEL.")
    private List<String> words = List.of();

    ObserveCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var lab = session().lab();
        var expression = String.join(" ", words);
        var place = lab.place();
        if (place != null && expression.contains(Scope.WORKBENCH)) {
            // It is started when it is first needed, and asking for it is a need.
            place.workbench();
        }
        var all = lab.expressions();
        var evaluation = all.expression(expression, Map.of()).evaluate(all.view(Facts.of(lab.scope()), Map.of()));
        return new ObservationText(session().theme(), session().width()).print(evaluation, out);
    }
}
