package lab.shell.prompt;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import lab.grader.Verdict;
import lab.shell.command.LearnWords;
import lab.shell.command.LineRunner;
import lab.shell.command.Session;
import lab.shell.screen.Columns;
import lab.shell.session.Lab;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** The prompt of a lab shell. */
public final class Repl {

    private static final int HISTORY = 1000;
    private static final int INTERRUPTED = 130;

    private final Session session;
    private final Lab lab;
    private final Terminal terminal;
    private final LineRunner runner;
    private final LineReader reader;
    private final Object turn = new Object();
    private boolean reading;

    /** A prompt at a terminal. */
    public Repl(Session session, Terminal terminal) throws IOException {
        this.session = session;
        this.lab = session.lab();
        this.terminal = terminal;
        this.runner = new LineRunner(session);
        this.reader = reader();
        session.listen(this::noticed);
    }

    /**
     * Reads and runs lines until the learner leaves.
     *
     * @param first a line that is run before the first prompt; empty for none
     * @return the exit code of the last line
     */
    public int run(String first) throws IOException {
        terminal.handle(Terminal.Signal.INT, signal -> lab.interrupts().raise());
        var code = 0;
        if (!first.isEmpty()) {
            code = line(first);
        } else if (session.walk().canResume()) {
            code = line("lesson");
        } else {
            Columns.wrap(lab.say("shell.welcome"), session.width())
                    .forEach(lab.console().out()::println);
        }
        lab.prepare();
        while (!session.leaving()) {
            try {
                code = line(read());
            } catch (UserInterruptException e) {
                code = INTERRUPTED;
            } catch (EndOfFileException e) {
                session.leave();
            }
        }
        return code;
    }

    /** Reads a line at the prompt. */
    public String read() {
        turn(true);
        try {
            return reader.readLine(prompt());
        } finally {
            turn(false);
        }
    }

    private void turn(boolean learners) {
        synchronized (turn) {
            reading = learners;
        }
    }

    private int line(String line) throws IOException {
        var out = lab.console().out();
        var walk = session.begun();
        if (line.isBlank()) {
            if (walk != null && walk.ready()) {
                walk.next(out);
            } else if (walk != null) {
                walk.remind(out);
            }
            return 0;
        }
        if (walk != null && walk.isAnswer(line)) {
            walk.answer(line.strip(), out);
            return 0;
        }
        var code = runner.run(line);
        lab.console().flush();
        var now = session.begun();
        if (now != null && !session.leaving() && !LearnWords.isOne(line)) {
            now.ran(line, code, out);
        }
        lab.console().flush();
        return code;
    }

    /** Shows above the prompt what changed by itself; while a command runs nothing is said, since it is looked again after that. */
    private void noticed(Verdict verdict) {
        synchronized (turn) {
            var walk = session.begun();
            if (reading && walk != null) {
                var text = new StringWriter();
                try (var out = new PrintWriter(text)) {
                    walk.noticed(verdict, out);
                } catch (IOException e) {
                    text.append(e.getMessage());
                }
                if (!text.toString().isEmpty()) {
                    reader.printAbove(text.toString().stripTrailing());
                }
            }
        }
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
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P> ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
    }
}
