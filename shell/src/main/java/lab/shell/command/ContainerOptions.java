package lab.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.Tmpfs;
import lab.runtime.container.Volume;
import lab.runtime.image.Image;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags that say what a container shall be, for all commands that make one. */
final class ContainerOptions {

    @Option(
            names = {"-i", "--interactive"},
            description = "Standard input stays open.")
    private boolean interactive;

    @Option(
            names = {"-t", "--tty"},
            description = "Standard streams are a terminal.")
    private boolean tty;

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

    @Mixin
    private VariableOptions variables = new VariableOptions();

    @Option(
            names = {"-l", "--label"},
            paramLabel = "KEY=VALUE",
            description = "A label, which ps --filter finds it by.")
    private List<String> labels = List.of();

    @Option(names = "--cidfile", paramLabel = "FILE", description = "A file that its id is written to.")
    private @Nullable Path cidfile;

    @Option(
            names = {"-w", "--workdir"},
            paramLabel = "DIR",
            description = "The working directory inside.")
    private String workdir = "";

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER[:GROUP]",
            description = "The user inside, by name or number.")
    private String user = "";

    @Option(
            names = {"-v", "--volume"},
            paramLabel = "SRC:DST[:ro]",
            description = "A file or folder of the host, or a volume by its name.")
    private List<String> volumes = List.of();

    @Option(
            names = "--mount",
            paramLabel = "type=TYPE,...",
            description = "The same in words: type=bind, volume or tmpfs, source=, target=, readonly.")
    private List<String> mounts = List.of();

    @Option(names = "--tmpfs", paramLabel = "DIR", description = "An empty file system in memory.")
    private List<String> tmpfs = List.of();

    @Mixin
    private final NamespaceOptions namespaces = new NamespaceOptions();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final IsolationOptions isolation = new IsolationOptions();

    @Option(
            names = "--entrypoint",
            paramLabel = "PROGRAM",
            description = "Stands before the command in place of the image's own; empty for none.")
    private @Nullable String entrypoint;

    @Option(names = "--init", description = "Process 1 reaps orphans and passes signals on.")
    private boolean init;

    @Parameters(index = "0", paramLabel = "IMAGE", description = "The image, such as base.")
    private String image = "";

    @Parameters(index = "1..*", paramLabel = "COMMAND", description = "The command and its arguments.")
    private List<String> command = List.of();

    ContainerOptions() {}

    boolean interactive() {
        return interactive;
    }

    boolean tty() {
        return tty;
    }

    boolean remove() {
        return remove;
    }

    boolean privileged() {
        return isolation.privileged();
    }

    /** What they ask for. */
    ContainerSpec spec(Session session, boolean terminal) throws IOException {
        var spec = ContainerSpec.of(image)
                .command(command(session))
                .name(name)
                .hostname(hostname)
                .user(user)
                .workdir(workdir)
                .limits(limits.limits().withBlock(devices.limits()))
                .namespaces(namespaces.namespaces())
                .network(network.settings(namespaces.network()))
                .isolation(isolation.isolation())
                .stop(isolation.stop(image(session).config().run().stopSignal()))
                .init(init)
                .terminal(terminal)
                .stdin(interactive)
                .remove(remove);
        variables.variables(session.lab().settings().env()).forEach(spec::env);
        labels.forEach(label -> label(spec, label));
        volumes.forEach(volume -> spec.volume(Volume.parse(volume)));
        mounts.forEach(mount -> MountFlag.add(mount, spec));
        tmpfs.forEach(text -> spec.tmpfs(Tmpfs.parse(text)));
        var place = session.lab().place();
        if (place != null) {
            place.labels().forEach(spec::label);
        }
        if (keep) {
            spec.label(ContainerSpec.KEEP, "true");
        }
        return spec.build();
    }

    private Image image(Session session) throws IOException {
        return session.lab().containers().images().get(image);
    }

    /** The entry point and the command. The image's own command is for its own entry point only. */
    private List<String> command(Session session) throws IOException {
        var own = image(session).config().run();
        var before =
                entrypoint == null ? own.entrypoint() : entrypoint.isEmpty() ? List.<String>of() : List.of(entrypoint);
        var whole = new ArrayList<>(before);
        whole.addAll(command.isEmpty() && entrypoint == null ? own.cmd() : command);
        if (whole.isEmpty()) {
            throw new IllegalArgumentException("image " + image + " has no command of its own: name one");
        }
        return whole;
    }

    /** The lab's own labels say whose a container is. */
    private static void label(ContainerSpec.Builder spec, String label) {
        var pair = label.split("=", 2);
        if (pair[0].isEmpty() || pair[0].startsWith("lab.")) {
            throw new IllegalArgumentException(
                    "a label is KEY=VALUE or KEY, and keys that begin with lab. are the lab's own, not \"" + label
                            + "\"");
        }
        spec.label(pair[0], pair.length > 1 ? pair[1] : "");
    }

    /** Refuses a file for the id that is there already. */
    void checkIdFile() {
        if (cidfile != null && Files.exists(cidfile)) {
            throw new IllegalArgumentException(
                    "--cidfile " + cidfile + ": it is there already, and may be another container's");
        }
    }

    /** Writes the id to the file that was asked for, if one was. */
    void writeId(String id) throws IOException {
        if (cidfile != null) {
            Files.writeString(cidfile, id, StandardOpenOption.CREATE_NEW);
        }
    }
}
