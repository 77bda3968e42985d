package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import lab.runtime.observe.Facts;
import lab.shell.xray.SightReader;
import lab.shell.xray.XrayScreen;
import lab.shell.xray.XrayText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a live picture of a place or of one container. */
@Command(
        name = "xray",
        description = "Shows a live picture: processes, namespaces, cgroups and mounts.",
        footer = {
            "%nKeys: tab or 0 to 4 turn to a panel, arrows move, q or Ctrl-C leaves.",
            "In a second terminal it shows what the lab in the first one holds.",
            "%nExamples:",
            "  xray",
            "  xray box",
            "  xray --once --format json"
        })
final class XrayCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "0..1", description = "Name; all of the place if none is given.")
    private String name = "";

    @Option(names = "--once", description = "Prints what there is now, as text.")
    private boolean once;

    @Option(names = "--format", paramLabel = "FORMAT", description = "json for machines, once.", defaultValue = "table")
    private String format = "table";

    XrayCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        if (!format.equals("table") && !format.equals("json")) {
            throw new IllegalArgumentException("--format is table or json, not \"" + format + "\"");
        }
        var lab = session().lab();
        var scope = lab.watchedScope();
        if (!name.isEmpty()
                && scope.containers().stream().noneMatch(c -> c.name().equals(name))) {
            lab.containers().get(name);
            throw new IllegalArgumentException(name + " is not in the place that is looked at");
        }
        var terminal = session().terminal();
        if (format.equals("json")) {
            out.println(XrayText.json(SightReader.take(Facts.of(scope), name)));
        } else if (once || terminal == null || session().theme().plain()) {
            XrayText.lines(
                            SightReader.take(Facts.of(scope), name),
                            session().theme(),
                            session().width())
                    .forEach(out::println);
        } else {
            out.flush();
            new XrayScreen(terminal, scope, name, session().theme(), lab::say).run();
        }
        return 0;
    }
}
