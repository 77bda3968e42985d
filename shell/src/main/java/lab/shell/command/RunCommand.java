package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import lab.runtime.container.Running;
import lab.shell.process.Input;
import lab.shell.process.ProcessRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a command in a new container. */
@Command(
        name = "run",
        description = "Runs a command in a new container.",
        footer = {"%nExamples:", "  run -it --rm base sh", "  run -d --name box --memory 64M base sleep 1000"})
final class RunCommand extends BaseCommand {

    @Option(
            names = {"-d", "--detach"},
            description = "Runs by itself; the id is printed.")
    private boolean detach;

    @Mixin
    private ContainerOptions options = new ContainerOptions();

    RunCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var lab = session().lab();
        var containers = lab.containers();
        if (options.privileged()) {
            session().console().err().println(lab.say("run.privileged"));
        }
        options.checkIdFile();
        if (detach) {
            try (var running = containers.start(options.spec(session(), options.tty()), null)) {
                options.writeId(running.id());
                started(running, out);
            }
            return 0;
        }
        var processes = session().processes();
        var terminal = options.tty() && processes.hasTerminal();
        if (options.tty() && !terminal) {
            throw new IllegalArgumentException("-t needs a terminal, and the lab's input is none: leave -t out");
        }
        var spec = options.spec(session(), terminal);
        var id = new String[1];
        ProcessRunner.Starter starter = stdio -> {
            var running = containers.start(spec, stdio);
            id[0] = running.id();
            options.writeId(running.id());
            return running;
        };
        try {
            var code = terminal
                    ? processes.inTerminal(starter, lab.place() != null)
                    : processes.piped(starter, options.interactive() ? new Input.Own() : new Input.None());
            if (id[0] != null) {
                OomText.tell(session(), id[0]);
            }
            return code;
        } finally {
            if (options.remove() && id[0] != null && containers.find(id[0]).isPresent()) {
                containers.remove(id[0], true);
            }
        }
    }

    private void started(Running running, PrintWriter out) {
        var lab = session().lab();
        if (lab.settings().interactive() && lab.place() != null) {
            out.println(lab.say(
                    "run.started",
                    session().theme().strong(running.name()),
                    Integer.toString(running.pid()),
                    StatusText.nanos(running.startTime().toNanos()),
                    running.calls(),
                    running.name()));
        } else {
            out.println(running.id());
        }
    }
}
