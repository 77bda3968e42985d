package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lab.runtime.namespace.NamespaceType;
import lab.shell.screen.Columns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the namespaces of the containers and who is in them. */
@Command(
        name = "lsns",
        description = "Lists the namespaces of containers, workbench and host, and who is in them.",
        footer = {"%nExample:", "  lsns", "  lsns -t uts"})
final class LsnsCommand extends BaseCommand {

    @Option(
            names = {"-t", "--type"},
            description = "Only this type: mnt, uts, ipc, pid, net, user, cgroup, time.")
    private String type = "";

    LsnsCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var types = Stream.of(NamespaceType.values())
                .map(NamespaceType::file)
                .filter(t -> type.isEmpty() || t.equals(type))
                .toList();
        if (types.isEmpty()) {
            throw new IllegalArgumentException("there is no namespace type " + type);
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("NS", "TYPE", "NPROCS", "PID", "WHO"));
        for (var each : types) {
            new NamespaceList(session().lab().scope(), each).rows().forEach(rows::add);
        }
        Columns.table(rows).forEach(out::println);
        return 0;
    }
}
