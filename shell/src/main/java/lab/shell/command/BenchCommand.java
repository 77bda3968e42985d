package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import lab.shell.bench.Bench;
import picocli.CommandLine.Command;

/** Measures the lab beside its peers. */
@Command(
        name = "bench",
        description = "Measures the lab beside its peers: runc, bwrap, jshell.",
        footer = {"%nExample:", "  shell/lab bench"})
final class BenchCommand extends BaseCommand {

    BenchCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        new Bench(session().lab(), out, System.getProperty("lab.launcher", "")).run();
        return 0;
    }
}
