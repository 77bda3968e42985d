package lab.shell.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lab.runtime.container.ExecSpec;
import lab.runtime.container.Explanation;
import lab.runtime.container.OwnCalls;
import lab.runtime.container.Running;
import lab.runtime.container.Stdio;
import lab.runtime.kernel.Errno;
import lab.shell.process.Input;
import lab.shell.process.ProcessRunner;

/**
 * A command that is a call of the kernel. It acts in the workbench if a line of the lab's prompt asks for it, and for the calling user at the
 * system's prompt. What it is asked for beyond what it knows is done by the tool of the same name.
 */
abstract class DirectCommand extends BaseCommand {

    private static final Set<String> UNTOLD = Set.of(
            "openat", "close", "close_range", "prctl", "pidfd_open", "setgroups", "setresgid", "setresuid", "value");

    DirectCommand(Session session) {
        super(session);
    }

    /** Runs the tool of the same name instead. */
    final int passOn(List<String> arguments) throws IOException {
        var words = new ArrayList<String>(List.of(spec().name()));
        words.addAll(arguments);
        return direct(OwnCalls.NONE, words);
    }

    /** Makes the calls where this command acts and becomes the command, if there is one. */
    final int direct(OwnCalls calls, List<String> command) throws IOException {
        var state = session().shellState();
        if (state == null) {
            return outside(calls, command);
        }
        var lab = session().lab();
        var bench = lab.openPlace(true).workbench();
        return run(
                terminal -> new ExecSpec(command, "", state.folder(), state.env(), terminal, calls),
                (spec, stdio) -> lab.containers().exec(bench, spec, stdio),
                command.isEmpty(),
                new Input.None());
    }

    /** Makes the calls outside of all containers. */
    final int outside(OwnCalls calls, List<String> command) throws IOException {
        var lab = session().lab();
        var env = lab.settings().env();
        return run(
                terminal -> new ExecSpec(command, "", "", env, terminal, calls),
                (spec, stdio) -> lab.containers().own(spec, stdio),
                command.isEmpty(),
                lab.place() == null ? new Input.Own() : new Input.None());
    }

    private interface Specifier {
        ExecSpec of(boolean terminal);
    }

    private interface Runner {
        Running start(ExecSpec spec, Stdio stdio) throws IOException;
    }

    private int run(Specifier specifier, Runner runner, boolean silent, Input input) throws IOException {
        var processes = session().processes();
        var terminal = processes.hasTerminal() && !silent;
        ProcessRunner.Starter starter = stdio -> {
            var running = runner.start(specifier.of(terminal), stdio);
            tell(running.own());
            return running;
        };
        return terminal
                ? processes.inTerminal(starter, false)
                : processes.piped(starter, silent ? new Input.None() : input);
    }

    private void tell(List<Explanation.Step> made) {
        var theme = session().theme();
        var err = session().console().err();
        var told = made.stream()
                .filter(step ->
                        !UNTOLD.contains(step.call().substring(0, step.call().indexOf('('))))
                .toList();
        for (var step : told) {
            var result = step.error().isPresent()
                    ? "-1 " + Errno.nameOf(step.error().getAsInt())
                    : Long.toString(step.result().orElse(0));
            var call = step.call().replaceAll("\\$[0-9]+<([^>]*)>", "$1");
            var remark = told.size() == 1 ? "   " + theme.quiet(session().lab().say("direct.one")) : "";
            err.println("  " + call + theme.quiet(" = ") + theme.accent(result) + remark);
        }
        err.flush();
    }
}
