package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lab.runtime.container.ContainerStatus;
import lab.runtime.direct.Enter;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.namespace.NamespaceType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command in namespaces of another process: setns(2). */
@Command(
        name = "nsenter",
        description = {
            "Runs a command in namespaces of another process: setns(2), one call.",
            "A process is one of the workbench's. Those of a container are entered from the host, with the host's"
                    + " files unless its mounts are entered, too. Other options are those of nsenter(1)."
        },
        footer = {"%nExamples:", "  nsenter --target 42 --uts hostname", "  nsenter box --net ip address"})
final class NsenterCommand extends DirectCommand {

    @Option(
            names = {"-t", "--target"},
            paramLabel = "PID|CONTAINER",
            description = "Whose namespaces; the option's name may be left out before a container's.")
    private String target = "";

    @Option(
            names = {"-a", "--all"},
            description = "All its namespaces.")
    private boolean all;

    @Option(
            names = {"-F", "--no-fork"},
            description = "The command is no child, and so not in the PID namespace itself.")
    private boolean noFork;

    @Option(names = "--preserve-credentials", description = "Does not become root of the user namespace.")
    private boolean preserve;

    @Mixin
    private NamespaceFlags types = new NamespaceFlags();

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command and its arguments; else a shell.")
    private List<String> command = List.of();

    NsenterCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var words = spec().commandLine().getParseResult().originalArgs();
        if (target.isEmpty()) {
            return command.isEmpty() || isNoContainer(command.get(0)) ? passOn(words) : named(words);
        }
        var becomes = command.isEmpty() ? List.of("/bin/sh") : command;
        if (!target.matches("[0-9]{1,9}")) {
            var container = session().lab().containers().get(target);
            return outside(enter(container), becomes);
        }
        return all || types.flags() == 0
                ? passOn(words)
                : direct(new Enter(Integer.parseInt(target), types.flags(), !noFork, !preserve), becomes);
    }

    private boolean isNoContainer(String name) throws IOException {
        return session().lab().containers().find(name).isEmpty();
    }

    /** What stands behind a container's name are options as well. */
    private int named(List<String> words) {
        var at = words.size() - command.size();
        var again = new ArrayList<String>(List.of(spec().name(), "--target", words.get(at)));
        again.addAll(words.subList(0, at));
        again.addAll(words.subList(at + 1, words.size()));
        return new Commands(session()).run(again);
    }

    /** An ordinary user has a say over a container's namespaces only in its user namespace, and root would be the host's root in there. */
    private Enter enter(ContainerStatus container) {
        var shared = container.spec().namespaces();
        var wanted = all || types.flags() == 0
                ? Arrays.stream(NamespaceType.values())
                        .filter(type -> !shared.host(type))
                        .mapToLong(NamespaceType::flag)
                        .sum()
                : types.flags();
        var user = shared.host(NamespaceType.USER) ? 0 : CloneFlags.CLONE_NEWUSER;
        var pid = container.pid().orElseThrow(() -> new IllegalArgumentException(container.name() + " does not run"));
        return new Enter(pid, wanted | user, !noFork, !preserve);
    }
}
