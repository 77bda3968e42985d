package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import lab.shell.bench.Bench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the lab beside its peers. */
@Command(
        name = "bench",
        description = "Measures the lab beside its peers: runc, crun, bwrap, podman, jshell.",
        footer = {
            "%nEach table is one run of ours and of what is installed here, in turns; a machine is never equally quick,",
            "so read the ratios.",
            "%nExamples:",
            "  shell/lab bench",
            "  shell/lab bench start exec"
        })
final class BenchCommand extends BaseCommand {

    @Parameters(paramLabel = "TABLE", arity = "0..*", description = "Which tables; all if none is named.")
    private List<String> tables = List.of();

    @Option(
            names = {"-l", "--list"},
            description = "Lists the tables.")
    private boolean list;

    BenchCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        if (list) {
            Bench.about().forEach(out::println);
            return 0;
        }
        new Bench(session().lab(), out).run(tables);
        return 0;
    }
}
