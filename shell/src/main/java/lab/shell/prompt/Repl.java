package lab.shell.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import lab.shell.command.LineRunner;
import lab.shell.command.Session;
import lab.shell.session.Lab;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** The prompt of a lab shell. */
public final class Repl {

    private static final int HISTORY = 1000;

    private final Session session;
    private final Lab lab;
    private final Terminal terminal;
    private final LineRunner runner;

    /** A prompt at a terminal. */
    public Repl(Session session, Terminal terminal) {
        this.session = session;
        this.lab = session.lab();
        this.terminal = terminal;
        this.runner = new LineRunner(session);
    }

    /**
     * Reads and runs lines until the learner leaves.
     *
     * @param first a line that is run before the first prompt; empty for none
     * @return the exit code of the last line
     */
    public int run(String first) throws IOException {
        var reader = reader();
        if (first.isEmpty()) {
            lab.console().out().println(lab.say("shell.welcome"));
        }
        var code = first.isEmpty() ? 0 : line(first, reader);
        warmUp();
        while (!session.leaving()) {
            try {
                code = line(reader.readLine(prompt()), reader);
            } catch (UserInterruptException e) {
                code = INTERRUPTED;
            } catch (EndOfFileException e) {
                session.leave();
            }
        }
        return code;
    }

    private static final int INTERRUPTED = 130;

    private int line(String line, LineReader reader) throws IOException {
        var walk = session.begun();
        if (line.isBlank() && walk != null && walk.ready()) {
            walk.next(lab.console().out());
            return 0;
        }
        var code = line.isBlank() ? 0 : runner.run(line);
        lab.console().flush();
        var now = session.begun();
        if (now != null && !session.leaving()) {
            now.onNews(lines -> tell(lines, reader));
            if (!LearnWords.isOne(line)) {
                now.ran(line, code, lab.console().out());
            }
        }
        lab.console().flush();
        return code;
    }

    /** Shows above the prompt what has come by itself; while a command runs its own end will show it. */
    private static boolean tell(List<String> lines, LineReader reader) {
        if (!reader.isReading()) {
            return false;
        }
        reader.printAbove(String.join("\n", lines));
        return true;
    }

    private String prompt() {
        var theme = session.theme();
        var walk = session.begun();
        var where = walk == null ? "" : walk.where();
        return theme.accent("lab" + (where.isEmpty() ? "" : " " + where)) + " " + theme.caret() + " ";
    }

    private LineReader reader() throws IOException {
        var state = lab.settings().paths().state();
        Files.createDirectories(state);
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("lab")
                .parser(new LabParser())
                .completer(new LabCompleter(session))
                .variable(LineReader.HISTORY_FILE, state.resolve("history"))
                .variable(LineReader.HISTORY_SIZE, HISTORY)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "> ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
    }

    /** What the first check and the first command need is loaded while the learner reads. */
    private void warmUp() {
        var thread = new Thread(() -> lab.warmUp().join(), "lab-warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /** Words that show their own result, so that nothing has to be looked at after them. */
    static final class LearnWords {

        private static final List<String> WORDS = List.of(
                "lesson",
                "lessons",
                "next",
                "back",
                "answer",
                "hint",
                "check",
                "why",
                "solution",
                "reset",
                "progress",
                "play",
                "help",
                "exit",
                "quit");

        private LearnWords() {}

        static boolean isOne(String line) {
            return WORDS.contains(line.strip().split("\\s+", 2)[0]);
        }
    }
}
