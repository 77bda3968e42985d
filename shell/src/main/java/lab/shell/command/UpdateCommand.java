package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import lab.runtime.cgroup.Setting;
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
        var settings = session().lab().containers().get(name).cgroup().settings();
        var names = settings.stream()
                .mapToInt(setting -> setting.name().length())
                .max()
                .orElse(0);
        var values = settings.stream()
                .mapToInt(setting -> shown(setting).length())
                .max()
                .orElse(0);
        for (var setting : settings) {
            var left = "  " + Columns.pad(setting.name(), names) + "  " + Columns.pad(shown(setting), values) + "  ";
            var room = session().width() - left.length();
            out.println(left + session().theme().quiet(Columns.cutFront(setting.source(), room)));
        }
    }

    /** Version 1 has the largest number of pages where version 2 says that there is no limit. */
    private static String shown(Setting setting) {
        return setting.value().matches("-1|92233720368547[0-9]{5}") ? "max" : setting.value();
    }
}
