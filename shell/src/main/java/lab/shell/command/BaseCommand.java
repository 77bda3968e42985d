package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have in common. */
abstract class BaseCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean unusedHelp;

    BaseCommand(Session session) {
        this.session = session;
    }

    @Override
    public final Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var code = run(out);
        out.flush();
        return code;
    }

    /** Does what the command is for and gives its exit code. */
    abstract int run(PrintWriter out) throws IOException;

    /** The exit code when it fails; Docker's client has another one where no container is run. */
    int failure() {
        return Commands.FAILED;
    }

    final Session session() {
        return session;
    }

    final CommandSpec spec() {
        return spec;
    }
}
