package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import lab.runtime.direct.Mount;
import lab.runtime.direct.Unshare;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.MountFlags;
import lab.runtime.namespace.TimeOffsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command in new namespaces: unshare(2). */
@Command(
        name = "unshare",
        description = "Runs a command in new namespaces: unshare(2), one call. Other options are those of unshare(1).",
        footer = {
            "%nExamples:",
            "  unshare --uts sh -c 'hostname anvil; hostname'",
            "  unshare --pid --fork --mount-proc ps"
        })
final class UnshareCommand extends DirectCommand {

    private static final String UNCHANGED = "unchanged";

    @Mixin
    private NamespaceFlags types = new NamespaceFlags();

    @Option(
            names = {"-f", "--fork"},
            description = "A child becomes the command: the first one in a PID namespace.")
    private boolean fork;

    @Option(names = "--mount-proc", description = "Mounts /proc anew, in a mount namespace of its own.")
    private boolean proc;

    @Option(
            names = {"-r", "--map-root-user"},
            description = "This user is root in a user namespace of its own.")
    private boolean root;

    @Option(
            names = {"-c", "--map-current-user"},
            description = "This user is the same in a user namespace of its own.")
    private boolean current;

    @Option(
            names = "--propagation",
            paramLabel = "KIND",
            description = "Of mounts in a new mount namespace: private, slave, shared, unchanged.")
    private String propagation = "private";

    @Option(names = "--kill-child", description = "The command ends with unshare; that is always so here.")
    private boolean killChild;

    @Option(names = "--monotonic", paramLabel = "SECONDS", description = "How far the monotonic clock is ahead.")
    private Optional<Long> monotonic = Optional.empty();

    @Option(names = "--boottime", paramLabel = "SECONDS", description = "How far the time since boot is ahead.")
    private Optional<Long> boottime = Optional.empty();

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command and its arguments; else a shell.")
    private List<String> command = List.of();

    UnshareCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var flags = types.flags();
        flags |= proc ? CloneFlags.CLONE_NEWNS : 0;
        flags |= root || current ? CloneFlags.CLONE_NEWUSER : 0;
        var clocks = monotonic.isPresent() || boottime.isPresent()
                ? Optional.of(new TimeOffsets(boottime.orElse(0L), monotonic.orElse(0L)))
                : Optional.<TimeOffsets>empty();
        flags |= clocks.isPresent() ? CloneFlags.CLONE_NEWTIME : 0;
        return direct(
                new Unshare(flags, fork || killChild, proc, ids(), propagation(), clocks),
                command.isEmpty() ? List.of(shell()) : command);
    }

    /** In the workbench the learner is root already. */
    private Optional<Unshare.Ids> ids() {
        var inside = session().shellState() != null;
        var uid = inside ? 0 : Kernel.get().geteuid();
        var gid = inside ? 0 : Kernel.get().getgid();
        if (root) {
            return Optional.of(new Unshare.Ids(0, 0, uid, gid));
        }
        return current ? Optional.of(new Unshare.Ids(uid, gid, uid, gid)) : Optional.empty();
    }

    private long propagation() {
        if (propagation.equals(UNCHANGED)) {
            return 0;
        }
        var kind = Mount.propagation(propagation);
        if (kind == null || (kind & MountFlags.MS_REC) != 0) {
            throw new IllegalArgumentException(
                    "--propagation is private, slave, shared or unchanged, not \"" + propagation + "\"");
        }
        return kind;
    }

    private String shell() {
        return session().lab().settings().env().getOrDefault("SHELL", "/bin/sh");
    }
}
