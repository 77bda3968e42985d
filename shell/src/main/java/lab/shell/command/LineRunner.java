package lab.shell.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lab.runtime.container.ExecSpec;
import lab.runtime.container.OwnCalls;
import lab.shell.process.Input;
import lab.shell.process.ProcessRunner;
import lab.shell.session.Resources;
import org.jspecify.annotations.Nullable;

/**
 * Runs a line: a command of the lab if its first word is one, else a line for the workbench's own shell. A backslash before the first word
 * sends the line to the workbench in any case. What a command of the lab prints can be piped into programs of the workbench, or into a file
 * there.
 */
public final class LineRunner {

    /** Words that begin something with lines of its own inside, which only a shell can take apart. */
    private static final Pattern COMPOUND =
            Pattern.compile("(for|while|until|select|if|case|function|\\{|!)|[({].*|.*\\(\\)");

    private final Session session;
    private final Commands commands;

    /** The status of the lab's own command that the workbench has not heard of yet; empty if there is none. */
    private String status = "";

    /** A runner for a session. */
    public LineRunner(Session session) {
        this.session = session;
        this.commands = new Commands(session);
    }

    /** Whether a line is one for the lab itself. */
    public static boolean isCommand(String line) {
        var words = List.of(line.strip().split("[;&|\\n]", 2)[0].split("\\s+"));
        return DirectLine.TOOLS.contains(words.get(0)) ? DirectLine.is(line) : Commands.meant(words);
    }

    /**
     * Runs a line and gives the exit code of its last command.
     *
     * @throws UnfinishedLineException if it is a line for the lab and a quote is not closed
     */
    public int run(String line) {
        var text = line.strip();
        if (text.isEmpty() || (text.startsWith("#") && !text.contains("\n"))) {
            return 0;
        }
        if (text.startsWith("\\")) {
            return workbench(text.substring(1), new Input.None());
        }
        if (DirectLine.is(text)) {
            return direct(text);
        }
        var parts = isCommand(text) || text.contains("<<") ? List.<Words.Part>of() : mixed(text);
        return parts.isEmpty() && !isCommand(text)
                ? workbench(text, new Input.None())
                : all(parts.isEmpty() ? Words.parts(text) : parts);
    }

    /** The parts of a line that begins with a word of the workbench and has one of the lab later; none if it has not. */
    private static List<Words.Part> mixed(String text) {
        try {
            var parts = Words.parts(text);
            var compound = parts.stream()
                    .anyMatch(part -> COMPOUND.matcher(part.words().get(0)).matches());
            return compound || parts.stream().noneMatch(LineRunner::isCommand) ? List.of() : parts;
        } catch (UnfinishedLineException e) {
            return List.of();
        }
    }

    private int all(List<Words.Part> parts) {
        var code = 0;
        for (var part : parts) {
            var skipped =
                    (part.joint() == Words.Joint.AND && code != 0) || (part.joint() == Words.Joint.OR && code == 0);
            if (!skipped && !session.leaving()) {
                code = run(part);
            }
        }
        return code;
    }

    private int run(Words.Part part) {
        if (!isCommand(part)) {
            return workbench(shell(part), new Input.None());
        }
        return isDirect(part) ? direct(part.text()) : own(part);
    }

    private static boolean isCommand(Words.Part part) {
        var word = part.words().get(0);
        return DirectLine.TOOLS.contains(word) ? isDirect(part) : Commands.meant(part.words());
    }

    private static boolean isDirect(Words.Part part) {
        return !part.background() && DirectLine.is(part.text());
    }

    private int direct(String text) {
        try {
            var code = DirectLine.run(session, text, (line, out) -> workbench(line, new Input.None(), out));
            status = Integer.toString(code);
            return code;
        } catch (IOException e) {
            return failed(e);
        }
    }

    private static String shell(Words.Part part) {
        return part.background() ? part.text() + " &" : part.text();
    }

    private int own(Words.Part part) {
        var code = command(part);
        status = Integer.toString(code);
        return code;
    }

    private int command(Words.Part part) {
        var words = part.words().get(0).equals("quit") ? List.of("exit") : part.words();
        if (part.background()) {
            session.lab().console().err().println("lab: " + session.lab().say("line.background", words.get(0)));
            return Commands.FAILED;
        }
        if (part.tail().isEmpty()) {
            return commands.run(words);
        }
        var output = new ByteArrayOutputStream();
        var code = new Commands(session.writingTo(output).at(ShellState.START)).run(words);
        var tail = part.tail().startsWith("|") ? part.tail().substring(1) : "cat " + part.tail();
        var second = pipe(tail, new Input.Text(output.toByteArray()));
        return second == 0 && !part.tail().startsWith("|") ? code : second;
    }

    /** A program that reads text may also want the terminal, as less(1) does; then the text has to come from a file. */
    private int pipe(String line, Input.Text text) {
        if (!session.processes().hasTerminal()) {
            return workbench(line, text);
        }
        var code = workbench("mkdir -p /run/lab && cat >/run/lab/pipe", text);
        return code == 0 ? workbench("{ " + line + "\n} </run/lab/pipe", new Input.None()) : code;
    }

    /** Runs a line in the workbench, with the folder, the variables and the status that the line before left. */
    private int workbench(String line, Input input) {
        return workbench(line, input, null);
    }

    private int workbench(String line, Input input, @Nullable OutputStream out) {
        var lab = session.lab();
        var processes = (out == null ? session : session.writingTo(out)).processes();
        try {
            var bench = lab.openPlace(true).workbench();
            var terminal = processes.hasTerminal() && input instanceof Input.None;
            var shell = Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh";
            var spec = new ExecSpec(
                    List.of(shell, "-c", Resources.text("workbench.sh"), "lab", line, status),
                    "",
                    "",
                    environment(terminal),
                    terminal,
                    OwnCalls.NONE);
            status = "";
            ProcessRunner.Starter starter = stdio -> lab.containers().exec(bench, spec, stdio);
            return terminal ? processes.inTerminal(starter, false) : processes.piped(starter, input);
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    private int failed(Exception e) {
        var lab = session.lab();
        if (lab.settings().debug()) {
            e.printStackTrace(lab.console().err());
        }
        lab.console().err().println("lab: " + Commands.message(e));
        return Commands.FAILED;
    }

    private Map<String, String> environment(boolean terminal) {
        var env = session.lab().settings().env();
        return Map.of(
                "TERM",
                terminal ? env.getOrDefault("TERM", "xterm") : "dumb",
                "LANG",
                env.getOrDefault("LANG", "C.UTF-8"));
    }
}
