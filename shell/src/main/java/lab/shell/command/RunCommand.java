package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.Running;
import lab.runtime.container.Tmpfs;
import lab.runtime.container.Volume;
import lab.shell.process.Input;
import lab.shell.process.ProcessRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command in a new container. */
@Command(
        name = "run",
        description = "Runs a command in a new container.",
        footer = {"%nExamples:", "  run -it --rm base sh", "  run -d --name box --memory 64M base sleep 1000"})
final class RunCommand extends BaseCommand {

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
            description = "Runs by itself; the id is printed.")
    private boolean detach;

    @Option(names = "--rm", description = "Removed when it ends.")
    private boolean remove;

    @Option(names = "--keep", description = "Stays when the shell that made it ends.")
    private boolean keep;

    @Option(names = "--name", paramLabel = "NAME", description = "Its name; made up if not given.")
    private String name = "";

    @Option(names = "--hostname", paramLabel = "NAME", description = "The host name inside.")
    private String hostname = "";

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private LimitOptions.Devices devices = new LimitOptions.Devices();

    @Option(
            names = {"-e", "--env"},
            paramLabel = "KEY=VALUE",
            description = "A variable of the environment.")
    private List<String> env = List.of();

    @Option(
            names = {"-w", "--workdir"},
            paramLabel = "DIR",
            description = "The working directory inside.")
    private String workdir = "";

    @Option(
            names = {"-u", "--user"},
            paramLabel = "UID[:GID]",
            description = "The user inside.")
    private String user = "";

    @Option(
            names = {"-v", "--volume"},
            paramLabel = "SRC:DST[:ro]",
            description = "A file or folder of the host.")
    private List<String> volumes = List.of();

    @Option(names = "--tmpfs", paramLabel = "DIR", description = "An empty file system in memory.")
    private List<String> tmpfs = List.of();

    @Mixin
    private final NamespaceOptions namespaces = new NamespaceOptions();

    @Mixin
    private final IsolationOptions isolation = new IsolationOptions();

    @Option(names = "--init", description = "Process 1 reaps orphans and passes signals on.")
    private boolean init;

    @Parameters(index = "0", paramLabel = "IMAGE", description = "The image, such as base.")
    private String image = "";

    @Parameters(index = "1..*", paramLabel = "COMMAND", description = "The command and its arguments.")
    private List<String> command = List.of();

    RunCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var lab = session().lab();
        var containers = lab.containers();
        if (isolation.privileged()) {
            session().console().err().println(lab.say("run.privileged"));
        }
        if (detach) {
            try (var running = containers.start(spec(lab.place() == null, false), null)) {
                started(running, out);
            }
            return 0;
        }
        var processes = session().processes();
        var terminal = tty && processes.hasTerminal();
        if (tty && !terminal) {
            throw new IllegalArgumentException("-t needs a terminal, and the lab's input is none: leave -t out");
        }
        var spec = spec(lab.place() == null, terminal);
        var id = new String[1];
        ProcessRunner.Starter starter = stdio -> {
            var running = containers.start(spec, stdio);
            id[0] = running.id();
            return running;
        };
        try {
            var code = terminal
                    ? processes.inTerminal(starter, lab.place() != null)
                    : processes.piped(starter, interactive ? new Input.Own() : new Input.None());
            if (id[0] != null) {
                OomText.tell(session(), id[0]);
            }
            return code;
        } finally {
            if (remove && id[0] != null && containers.find(id[0]).isPresent()) {
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

    private ContainerSpec spec(boolean alone, boolean terminal) throws IOException {
        var spec = ContainerSpec.of(image)
                .command(command)
                .name(name)
                .hostname(hostname)
                .user(user)
                .workdir(workdir)
                .limits(limits.limits().withBlock(devices.limits()))
                .namespaces(namespaces.namespaces())
                .isolation(isolation.isolation())
                .init(init)
                .terminal(terminal)
                .stdin(interactive)
                .remove(remove);
        env.forEach(variable -> env(spec, variable));
        volumes.forEach(volume -> spec.volume(Volume.parse(volume)));
        tmpfs.forEach(text -> spec.tmpfs(Tmpfs.parse(text)));
        var place = session().lab().place();
        if (!alone && place != null) {
            place.labels().forEach(spec::label);
        }
        if (keep) {
            spec.label(ContainerSpec.KEEP, "true");
        }
        return spec.build();
    }

    private void env(ContainerSpec.Builder spec, String variable) {
        var equals = variable.indexOf('=');
        if (equals == 0) {
            throw new IllegalArgumentException("a variable is KEY=VALUE or KEY, not \"" + variable + "\"");
        }
        if (equals > 0) {
            spec.env(variable.substring(0, equals), variable.substring(equals + 1));
        } else {
            var value = session().lab().settings().env().get(variable);
            if (value != null) {
                spec.env(variable, value);
            }
        }
    }
}
