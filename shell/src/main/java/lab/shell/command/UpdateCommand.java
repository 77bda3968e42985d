package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import lab.shell.screen.Columns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes what containers may use. */
@Command(
        name = "update",
        description = "Changes what containers may use, at once if they run.",
        footer = {"%nExample:", "  update --memory 128M --cpus 0.5 box"})
final class UpdateCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids.")
    private List<String> names = List.of();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    UpdateCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var containers = session().lab().containers();
        var wanted = limits.limits();
        if (wanted.none()) {
            throw new IllegalArgumentException("say what to change, for instance --memory 128M");
        }
        for (var name : names) {
            containers.update(name, wanted);
            out.println(name);
            if (session().lab().settings().interactive()) {
                readBack(name, out);
            }
        }
        return 0;
    }

    /** What the kernel has now, which it may have rounded. */
    private void readBack(String name, PrintWriter out) throws IOException {
        var rows = new ArrayList<List<String>>();
        for (var setting : session().lab().containers().get(name).cgroup().settings()) {
            rows.add(List.of(
                    "  " + setting.name(), setting.value(), session().theme().quiet(setting.source())));
        }
        Columns.table(rows).forEach(out::println);
    }
}
