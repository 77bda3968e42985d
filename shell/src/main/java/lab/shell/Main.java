package lab.shell;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.kernel.Terminals;
import lab.shell.command.Commands;
import lab.shell.command.LineRunner;
import lab.shell.command.Session;
import lab.shell.prompt.Repl;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Settings;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The entry of the process: the one place that touches the standard streams and ends the JVM. */
public final class Main {

    /** How much of a fault of the lab itself is shown. */
    private static final int FRAMES = 5;

    private static final String VERSION = "lab 0.1.0";

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
        } catch (IllegalArgumentException e) {
            console.err().println("lab: " + e.getMessage());
            return Commands.FAILED;
        } catch (IOException e) {
            console.err().println("lab: " + e.getMessage());
            return Commands.FAILED;
        } catch (RuntimeException e) {
            console.err().println("lab: a fault of the lab itself: " + e);
            List.of(e.getStackTrace()).stream()
                    .limit(FRAMES)
                    .forEach(frame -> console.err().println("  at " + frame));
            return Commands.FAILED;
        }
    }

    private int run(Options options) throws IOException {
        var keyboard = Terminals.isTerminal(0) && Terminals.isTerminal(1);
        var settings = options.apply(Settings.of(System.getenv(), keyboard));
        var words = options.words();
        if (words.isEmpty() && options.file().isEmpty() && options.line().isEmpty() && !options.help()) {
            return keyboard ? shell(settings, "") : script(settings, new FileInputStream(FileDescriptor.in));
        }
        if (keyboard && !words.isEmpty() && words.get(0).equals("lesson")) {
            return shell(settings, String.join(" ", words));
        }
        if (!options.file().isEmpty()) {
            try (var in = Files.newInputStream(Path.of(options.file()))) {
                return script(settings, in);
            }
        }
        try (var terminal = keyboard && needsTerminal(words) ? terminal() : null;
                var session = new Session(new Lab(settings, console), terminal)) {
            onExit(session);
            if (options.help()) {
                new Commands(session).help(console.out());
                return 0;
            }
            if (!options.line().isEmpty()) {
                return new LineRunner(session).run(options.line());
            }
            return command(session, words);
        }
    }

    private int command(Session session, List<String> words) {
        if (!Commands.names().contains(words.get(0))) {
            console.err().println("lab: there is no command \"" + words.get(0) + "\"; `lab help` lists all");
            return Commands.FAILED;
        }
        return new Commands(session).run(words);
    }

    private int shell(Settings settings, String first) throws IOException {
        try (var terminal = terminal()) {
            var lab = new Lab(settings, Console.over(terminal.output(), terminal.output()));
            try (var session = new Session(lab, terminal)) {
                onExit(session);
                lab.openPlace(true);
                return new Repl(session, terminal).run(first);
            }
        }
    }

    /** Runs lines until one fails. */
    private int script(Settings settings, InputStream in) throws IOException {
        try (var session = new Session(new Lab(settings, console), null)) {
            onExit(session);
            session.lab().openPlace(false);
            var runner = new LineRunner(session);
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            var code = 0;
            for (var i = 0; i < lines.size() && code == 0 && !session.leaving(); i++) {
                var line = lines.get(i);
                code = runner.run(line);
                console.flush();
                var walk = session.begun();
                if (walk != null) {
                    walk.ran(line, code, console.out());
                }
            }
            return code;
        }
    }

    private static boolean needsTerminal(List<String> words) {
        return !words.isEmpty() && (words.get(0).equals("run") || words.get(0).equals("exec"));
    }

    private static Terminal terminal() throws IOException {
        return TerminalBuilder.builder()
                .name("lab")
                .system(true)
                .provider("jni")
                .graphemeCluster(false)
                .build();
    }

    /** What was made is removed on every orderly end, a signal's too; what a kill leaves, the next start finds. */
    private static void onExit(Session session) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(session), "lab-exit"));
    }

    private static void close(@Nullable Session session) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (IOException e) {
            // The JVM is ending and its streams may be gone; the next start removes what is left.
            return;
        }
    }
}
