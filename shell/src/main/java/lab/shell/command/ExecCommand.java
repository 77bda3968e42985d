package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import lab.runtime.container.ExecSpec;
import lab.runtime.container.OwnCalls;
import lab.shell.process.Input;
import lab.shell.process.ProcessRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command in a running container. */
@Command(
        name = "exec",
        description = "Runs a command in a running container.",
        footer = {"%nExample:", "  exec -it box sh"})
final class ExecCommand extends BaseCommand {

    @Option(
            names = {"-i", "--interactive"},
            description = "Standard input stays open.")
    private boolean interactive;

    @Option(
            names = {"-t", "--tty"},
            description = "Standard streams are a terminal.")
    private boolean tty;

    @Option(
            names = {"-d", "--detach"},
            description = "Runs by itself, without streams; nothing is printed.")
    private boolean detach;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER[:GROUP]",
            description = "The user inside, by name or number.")
    private String user = "";

    @Option(
            names = {"-w", "--workdir"},
            paramLabel = "DIR",
            description = "The working directory inside.")
    private String workdir = "";

    @Mixin
    private VariableOptions env = new VariableOptions();

    @Parameters(index = "0", paramLabel = "CONTAINER", description = "Name or id.")
    private String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "The command and its arguments.")
    private List<String> command = List.of();

    ExecCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var processes = session().processes();
        if (tty && !detach && !processes.hasTerminal()) {
            throw new IllegalArgumentException("-t needs a terminal, and the lab's input is none: leave -t out");
        }
        var variables = env.variables(session().lab().settings().env());
        var spec = new ExecSpec(command, user, workdir, variables, tty, OwnCalls.NONE);
        if (detach) {
            processes.apart(stdio -> session().lab().containers().exec(name, spec, stdio));
            return 0;
        }
        ProcessRunner.Starter starter = stdio -> session().lab().containers().exec(name, spec, stdio);
        return tty
                ? processes.inTerminal(starter, false)
                : processes.piped(starter, interactive ? new Input.Own() : new Input.None());
    }
}
