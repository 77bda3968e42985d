package lab.shell.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lab.lessons.Language;
import lab.runtime.container.LabPaths;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Settings;

/** Commands in folders of a test's own, without a terminal; all containers go when it is closed. */
final class TestShell implements AutoCloseable {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Lab lab;
    private final Session session;
    private final LineRunner lines;

    TestShell(Path dir) {
        var paths = new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state"));
        var settings = new Settings(Language.ENGLISH, true, false, false, false, paths, Map.of());
        lab = new Lab(settings, Console.over(out, err));
        session = new Session(lab, null);
        lines = new LineRunner(session);
    }

    Lab lab() {
        return lab;
    }

    /** Runs a command and gives its exit code. */
    int code(String... words) {
        out.reset();
        err.reset();
        var code = new Commands(session).run(List.of(words));
        lab.console().flush();
        return code;
    }

    /** Runs a line of the lab's prompt and gives its exit code. */
    int line(String line) {
        out.reset();
        err.reset();
        var code = lines.run(line);
        lab.console().flush();
        return code;
    }

    /** Runs a command that must succeed and gives what it printed. */
    String run(String... words) throws IOException {
        var code = code(words);
        if (code != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + code + ": " + errors());
        }
        return output();
    }

    /** What the last command printed. */
    String output() {
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    /** What the last command printed to standard error. */
    String errors() {
        return err.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() throws IOException {
        for (var container : lab.containers().list()) {
            lab.containers().remove(container.id(), true);
        }
        session.close();
    }
}
