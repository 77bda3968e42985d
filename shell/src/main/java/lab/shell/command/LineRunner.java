package lab.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lab.runtime.container.ExecSpec;
import lab.shell.process.ProcessRunner;

/**
 * Runs a line: a command of the lab if its first word is one, else a line for the workbench's own shell. A backslash before the first word
 * sends the line to the workbench in any case.
 */
public final class LineRunner {

    private static final String PRELUDE = String.join(
            "\n",
            "umask 022",
            "[ -r /run/lab-env ] && . /run/lab-env",
            "trap 'lab_status=$?; { export -p; echo \"lab_status=$lab_status\"; printf \"cd -- %s\\n\" \"\\\"$PWD\\\"\"; }"
                    + " >/run/lab-env.new 2>/dev/null && mv -f /run/lab-env.new /run/lab-env; exit $lab_status' EXIT",
            "[ -t 0 ] && set -m",
            "(exit ${lab_status:-0})",
            "eval \"$1\"");

    private final Session session;
    private final Commands commands;

    /** A runner for a session. */
    public LineRunner(Session session) {
        this.session = session;
        this.commands = new Commands(session);
    }

    /** Whether a line is one for the lab itself. */
    public static boolean isCommand(String line) {
        var word = line.strip().split("[\\s;&|]", 2)[0];
        return Commands.names().contains(word) || word.equals("quit");
    }

    /**
     * Runs a line and gives the exit code of its last command.
     *
     * @throws UnfinishedLineException if it is a line for the lab and a quote is not closed
     */
    public int run(String line) {
        var text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return 0;
        }
        if (!isCommand(text)) {
            return workbench(text.startsWith("\\") ? text.substring(1) : text);
        }
        var code = 0;
        for (var part : Words.parts(text)) {
            var skipped =
                    (part.joint() == Words.Joint.AND && code != 0) || (part.joint() == Words.Joint.OR && code == 0);
            if (!skipped && !session.leaving()) {
                code = part(part);
            }
        }
        return code;
    }

    private int part(Words.Part part) {
        var name = part.words().get(0);
        if (name.equals("quit")) {
            return commands.run(List.of("exit"));
        }
        return Commands.names().contains(name) ? commands.run(part.words()) : workbench(part.text());
    }

    /** Runs a line in the workbench, with the folder, the variables and the status that the line before left. */
    private int workbench(String line) {
        var lab = session.lab();
        var processes = session.processes();
        try {
            var place = lab.openPlace(true);
            var bench = place.workbench();
            var shell = Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh";
            var spec = new ExecSpec(
                    List.of(shell, "-c", PRELUDE, "lab", line), "", "", environment(), processes.hasTerminal(), 0);
            ProcessRunner.Starter starter = stdio -> lab.containers().exec(bench, spec, stdio);
            return processes.hasTerminal() ? processes.inTerminal(starter) : processes.piped(starter, false);
        } catch (IOException | RuntimeException e) {
            if (lab.settings().debug()) {
                e.printStackTrace(lab.console().err());
            }
            lab.console().err().println("lab: " + Commands.message(e));
            return Commands.FAILED;
        }
    }

    private Map<String, String> environment() {
        var env = session.lab().settings().env();
        return Map.of(
                "TERM",
                session.processes().hasTerminal() ? env.getOrDefault("TERM", "xterm") : "dumb",
                "LANG",
                env.getOrDefault("LANG", "C.UTF-8"));
    }
}
