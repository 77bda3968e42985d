package lab.shell.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Runs the lines of a file, or of a pipe, until one fails. A line that goes on takes the next ones along. */
public final class ScriptRunner {

    private final Session session;
    private final LineRunner runner;

    /** A runner for a session. */
    public ScriptRunner(Session session) {
        this.session = session;
        this.runner = new LineRunner(session);
    }

    /** Runs all lines; the result is the exit code of the last one that was run. */
    public int run(InputStream in) throws IOException {
        session.lab().openPlace(false);
        var lines =
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().iterator();
        var code = 0;
        var number = 0;
        while (lines.hasNext() && code == 0 && !session.leaving()) {
            var line = new StringBuilder(lines.next());
            number++;
            var first = number;
            while (lines.hasNext() && Unfinished.is(line.toString())) {
                line.append('\n').append(lines.next());
                number++;
            }
            code = run(line.toString());
            if (code != 0 && lines.hasNext()) {
                session.console().err().println("lab: " + session.lab().say("script.stopped", first, code));
                session.console().flush();
            }
        }
        return code;
    }

    private int run(String line) throws IOException {
        var console = session.console();
        try {
            var code = runner.run(line);
            console.flush();
            var walk = session.begun();
            if (walk != null && !session.leaving() && !LearnWords.isOne(line)) {
                walk.ran(line, code, console.out());
            }
            return code;
        } catch (UnfinishedLineException e) {
            console.err().println("lab: " + e.getMessage());
            return Commands.FAILED;
        } finally {
            console.flush();
        }
    }
}
