package lab.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lab.shell.session.Lab;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/*
 * Whose lines these are
 * =====================
 * A line of a submission may be anything, and a command of the lab is run by the teacher's own lab, often as root. So what is not on these
 * lists is not run, also what some later version adds: commands that read or write files of this host, run code in this JVM or reach a
 * network; options that name something of the host. Lines for the workbench are no matter of ours: they run in a container.
 */
/** The commands and options that a line of a submission may use: those that work on containers and nothing else. */
public final class ReplayAdmission implements Admission {

    /** What changes or shows containers of one's own. */
    private static final Set<String> COMMANDS = Set.of(
            "run", "create", "start", "exec", "ps", "logs", "stop", "kill", "restart", "rename", "pause", "unpause",
            "update", "rm", "prune", "wait", "attach", "images", "inspect", "lsns", "top", "exit");

    /** What acts in the workbench, where the line stands. */
    private static final Set<String> CALLS = Set.of("unshare", "nsenter", "mount", "umount", "cgroup");

    /** What changes nothing that is looked for, and is passed over. */
    private static final Set<String> IDLE = Set.of(
            "lesson",
            "lessons",
            "next",
            "back",
            "answer",
            "hint",
            "check",
            "why",
            "solution",
            "progress",
            "observe",
            "explain",
            "stats",
            "doctor",
            "help",
            "xray");

    private static final Set<String> MAKE = Set.of("run", "create", "exec");

    private static final Set<String> OPTIONS = Set.of(
            "--detach",
            "--interactive",
            "--rm",
            "--keep",
            "--name",
            "--hostname",
            "--memory",
            "--memory-swap",
            "--memory-reservation",
            "--cpus",
            "--cpu-shares",
            "--cpuset-cpus",
            "--pids-limit",
            "--env",
            "--workdir",
            "--user",
            "--tmpfs",
            "--pid",
            "--network",
            "--ipc",
            "--uts",
            "--cgroupns",
            "--userns",
            "--time-offset",
            "--cap-add",
            "--cap-drop",
            "--read-only",
            "--ulimit",
            "--sysctl",
            "--stop-signal",
            "--stop-timeout",
            "--init",
            "--security-opt");

    private static final Set<String> SHARED = Set.of("--pid", "--network", "--ipc", "--uts", "--cgroupns", "--userns");

    private static final String SECURITY = "(no-new-privileges|seccomp)([=:](true|false|unconfined|builtin))?";

    private final Lab lab;
    private final Consumer<String> told;

    /**
     * An admission for one replay.
     *
     * @param told gets the words of each line that is not run
     */
    public ReplayAdmission(Lab lab, Consumer<String> told) {
        this.lab = lab;
        this.told = told;
    }

    @Override
    public Optional<String> refused(CommandLine line, List<String> arguments) {
        var name = line.getCommandName();
        if (IDLE.contains(name)) {
            return Optional.of(lab.say("replay.idle", name));
        }
        var known = COMMANDS.contains(name) || CALLS.contains(name);
        var bad = known ? option(line, name, arguments) : Optional.of(name);
        bad.ifPresent(told);
        return bad.map(what -> lab.say("replay.refused", what));
    }

    private static Optional<String> option(CommandLine line, String name, List<String> arguments) {
        if (!MAKE.contains(name) && !name.equals("nsenter")) {
            return Optional.empty();
        }
        try {
            var parsed = line.parseArgs(arguments.toArray(new String[0]));
            if (name.equals("nsenter")) {
                // A container is entered from the host; a process of the workbench from there.
                var target = parsed.matchedOptionValue("--target", "");
                return target.matches("[0-9]*") ? Optional.empty() : Optional.of(name + " " + target);
            }
            var apart = parsed.hasMatchedOption("--detach");
            return parsed.matchedOptions().stream()
                    // Nobody sits at a terminal here; what runs by itself may have one.
                    .filter(option -> !(apart && option.longestName().equals("--tty")))
                    .flatMap(option -> refused(option).stream())
                    .map(text -> name + " " + text)
                    .findFirst();
        } catch (CommandLine.ParameterException e) {
            // The command says what is wrong with it.
            return Optional.empty();
        }
    }

    private static Optional<String> refused(OptionSpec option) {
        var name = option.longestName();
        if (option.usageHelp()) {
            return Optional.empty();
        }
        if (!OPTIONS.contains(name)) {
            return Optional.of(name);
        }
        return option.originalStringValues().stream()
                .filter(value -> (SHARED.contains(name) && value.equals("host"))
                        || (name.equals("--security-opt") && !value.matches(SECURITY)))
                .map(value -> name + " " + value)
                .findFirst();
    }
}
