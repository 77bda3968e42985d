package lab.shell.command;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import lab.grader.Verdict;
import lab.shell.learn.Walk;
import lab.shell.process.ProcessRunner;
import lab.shell.screen.Theme;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** What commands work with: the lab, the learner's terminal if there is one, and the walk through the lessons. */
public final class Session implements AutoCloseable {

    private static final int PLAIN_WIDTH = 80;
    private static final int NARROWEST = 20;

    private final Lab lab;
    private final Console console;
    private final @Nullable Terminal terminal;
    private final @Nullable Session whole;
    private final @Nullable ShellState shellState;
    private final Admission admission;
    private @Nullable Walk walk;
    private @Nullable Consumer<Verdict> listener;
    private boolean leaving;

    /** A session. */
    public Session(Lab lab, @Nullable Terminal terminal) {
        this(lab, lab.console(), terminal, null, null, Admission.ALL);
    }

    /** A session without a terminal that runs only what is admitted. */
    static Session admitting(Lab lab, Admission admission) {
        return new Session(lab, lab.console(), null, null, null, admission);
    }

    private Session(
            Lab lab,
            Console console,
            @Nullable Terminal terminal,
            @Nullable Session whole,
            @Nullable ShellState shellState,
            Admission admission) {
        this.admission = admission;
        this.lab = lab;
        this.console = console;
        this.terminal = terminal;
        this.whole = whole;
        this.shellState = shellState;
    }

    /** This session as one command sees it whose output goes somewhere else. */
    Session writingTo(OutputStream out) {
        return new Session(lab, Console.over(out, lab.console().errorBytes()), null, this, shellState, admission);
    }

    /** This session as a command sees it that acts where the workbench's shell stands. */
    Session at(ShellState state) {
        return new Session(lab, console, terminal, this, state, admission);
    }

    /** Where the workbench's shell stands, if the command is to act there. */
    @Nullable
    ShellState shellState() {
        return shellState;
    }

    /** What is run. */
    Admission admission() {
        return admission;
    }

    /** The lab. */
    public Lab lab() {
        return lab;
    }

    /** Where commands write. */
    public Console console() {
        return console;
    }

    /** The learner's terminal, null if there is none. */
    @Nullable
    Terminal terminal() {
        return terminal;
    }

    /** Runs processes with this session's streams. */
    public ProcessRunner processes() {
        return new ProcessRunner(lab, console, terminal);
    }

    /** Signs and colours. */
    public Theme theme() {
        var theme = new Theme(lab.settings());
        return whole == null || terminal != null ? theme : theme.colourless();
    }

    /** Whether lines can be painted over. */
    boolean live() {
        return whole == null && lab.settings().interactive() && !lab.settings().plain();
    }

    /** Whether there is a next line, so that something may go on behind the prompt. */
    boolean stays() {
        return whole != null ? whole.stays() : terminal != null || lab.place() != null;
    }

    /** How many columns a line may have. */
    public int width() {
        var columns = terminal == null ? 0 : terminal.getSize().getColumns();
        return columns < NARROWEST ? PLAIN_WIDTH : columns;
    }

    /** The walk through the lessons; the learner's progress is read when it is first asked for. */
    public Walk walk() throws IOException {
        if (whole != null) {
            return whole.walk();
        }
        if (walk == null) {
            walk = Walk.open(lab, theme(), this::width);
            if (listener != null) {
                walk.listen(listener);
            }
        }
        return walk;
    }

    /** Lets a listener know, on another thread, when the state of an open exercise changes by itself. */
    public void listen(Consumer<Verdict> consumer) {
        listener = consumer;
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
        if (whole != null) {
            whole.leave();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (walk != null) {
                walk.close();
            }
        } finally {
            lab.close();
        }
    }
}
