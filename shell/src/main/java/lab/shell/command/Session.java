package lab.shell.command;

import java.io.IOException;
import lab.shell.learn.Walk;
import lab.shell.process.ProcessRunner;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** What commands work with: the lab, the learner's terminal if there is one, and the walk through the lessons. */
public final class Session implements AutoCloseable {

    private static final int PLAIN_WIDTH = 80;

    private final Lab lab;
    private final @Nullable Terminal terminal;
    private @Nullable Walk walk;
    private boolean leaving;

    /** A session. */
    public Session(Lab lab, @Nullable Terminal terminal) {
        this.lab = lab;
        this.terminal = terminal;
    }

    /** The lab. */
    public Lab lab() {
        return lab;
    }

    /** Runs processes with this session's streams. */
    public ProcessRunner processes() {
        return new ProcessRunner(lab.console(), terminal);
    }

    /** Signs and colours. */
    public Theme theme() {
        return new Theme(lab.settings());
    }

    /** How many columns a line may have. */
    public int width() {
        return terminal == null || terminal.getColumns() < 20 ? PLAIN_WIDTH : Math.min(terminal.getColumns(), 100);
    }

    /** The walk through the lessons; the learner's progress is read when it is first asked for. */
    public Walk walk() throws IOException {
        if (walk == null) {
            walk = Walk.open(lab, theme(), width());
        }
        return walk;
    }

    /** The walk, if it was begun. */
    public @Nullable Walk begun() {
        return walk;
    }

    /** Whether the learner asked to leave. */
    public boolean leaving() {
        return leaving;
    }

    /** Asks to leave. */
    public void leave() {
        leaving = true;
    }

    @Override
    public void close() throws IOException {
        if (walk != null) {
            walk.close();
        }
        lab.close();
    }
}
