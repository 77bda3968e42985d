package lab.shell;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lab.shell.command.Commands;
import lab.shell.command.LineRunner;
import lab.shell.command.ScriptRunner;
import lab.shell.command.Session;
import lab.shell.prompt.Repl;
import lab.shell.session.Console;
import lab.shell.session.Interrupts;
import lab.shell.session.Lab;
import lab.shell.session.Settings;
import lab.shell.session.Version;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** The entry of the process: the one place that touches the standard streams and ends the JVM. */
public final class Main {

    /** How much of a fault of the lab itself is shown. */
    private static final int FRAMES = 5;

    private static final String VERSION = "lab " + Version.LAB;
    private static final int INTERRUPTED = 130;

    private final Console console;

    private Main(Console console) {
        this.console = console;
    }

    /**
     * Runs one command, a file of lines, or the shell.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) {
        var console = Console.over(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
        var code = new Main(console).run(args);
        console.flush();
        Runtime.getRuntime().halt(code);
    }

    private int run(String[] args) {
        try {
            var options = Options.parse(List.of(args));
            if (options.version()) {
                console.out().println(VERSION);
                return 0;
            }
            return run(options);
        } catch (IllegalArgumentException | IOException e) {
            console.err().println("lab: " + Commands.message(e));
            return Commands.FAILED;
        } catch (RuntimeException e) {
            console.err().println("lab: a fault of the lab itself: " + e);
            Stream.of(e.getStackTrace())
                    .limit(FRAMES)
                    .forEach(frame -> console.err().println("  at " + frame));
            return Commands.FAILED;
        }
    }

    private int run(Options options) throws IOException {
        var keyboard = Terminals.isTerminal(0) && Terminals.isTerminal(1);
        var settings = options.apply(Settings.of(System.getenv(), keyboard));
        var words = options.words();
        if (!options.file().isEmpty()) {
            try (var in = Files.newInputStream(Path.of(options.file()))) {
                return script(settings, in);
            }
        }
        if (words.isEmpty() && options.line().isEmpty() && !options.help()) {
            return keyboard
                    ? shell(settings, "")
                    : script(settings, new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        }
        if (keyboard && !words.isEmpty() && words.get(0).equals("lesson") && !words.contains("--help")) {
            return shell(settings, String.join(" ", words));
        }
        return once(options, settings, keyboard);
    }

    /** Runs a command or a line. */
    private int once(Options options, Settings settings, boolean keyboard) throws IOException {
        var words = options.words();
        var wanted = keyboard
                && (!options.line().isEmpty()
                        || List.of("run", "exec", "login", "unshare", "nsenter", "xray", "coach")
                                .contains(words.get(0)));
        var interrupts = new Interrupts(() -> System.exit(INTERRUPTED));
        try (var terminal = wanted ? Terminals.open() : null;
                var session = new Session(new Lab(settings, console, interrupts), terminal)) {
            onExit(session, terminal);
            interrupts.listen();
            if (options.help()) {
                new Commands(session).help(console.out());
                return 0;
            }
            if (!options.line().isEmpty()) {
                session.lab().openPlace(false);
                return new LineRunner(session).run(options.line());
            }
            return new Commands(session).run(words);
        }
    }

    private int shell(Settings settings, String first) throws IOException {
        try (var terminal = Terminals.open();
                var session = new Session(
                        new Lab(
                                settings,
                                Console.over(terminal.output(), terminal.output()),
                                new Interrupts(Main::nothing)),
                        terminal)) {
            onExit(session, terminal);
            return new Repl(session, terminal).run(first);
        }
    }

    private int script(Settings settings, InputStream in) throws IOException {
        var interrupts = new Interrupts(() -> System.exit(INTERRUPTED));
        try (var session = new Session(new Lab(settings, console, interrupts), null)) {
            onExit(session, null);
            interrupts.listen();
            return new ScriptRunner(session).run(in);
        }
    }

    /** At the prompt Ctrl-C is the prompt's own business, and between two prompts there is nothing to be ended. */
    private static void nothing() {}

    /** What was made is removed on every orderly end, a signal's too; what a kill leaves, the next start finds. */
    private static void onExit(Session session, @Nullable Terminal terminal) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(session, terminal), "lab-exit"));
    }

    private static void close(Session session, @Nullable Terminal terminal) {
        try {
            session.close();
            if (terminal != null) {
                terminal.close();
            }
        } catch (IOException e) {
            // The JVM is ending and its streams may be gone; the next start removes what is left.
            return;
        }
    }
}
