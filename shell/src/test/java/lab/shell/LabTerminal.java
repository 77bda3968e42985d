package lab.shell;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A lab shell on a terminal of its own, made by script(1), with a learner who types. */
final class LabTerminal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Process script;
    private final OutputStream keyboard;
    private final Path screen;
    private int read;

    private LabTerminal(Process script, Path screen) {
        this.script = script;
        this.keyboard = script.getOutputStream();
        this.screen = screen;
    }

    /** Opens one that keeps all it keeps below a folder. */
    static LabTerminal open(Path home, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")),
                "-cp",
                System.getProperty("java.class.path")));
        if (Runtime.version().feature() >= 24) {
            command.add(1, "--enable-native-access=ALL-UNNAMED");
        }
        command.add("lab.shell.Main");
        command.addAll(List.of(arguments));
        // Whoever runs the tests in the background ignores Ctrl-C, and every process below it would, too.
        var line = new StringBuilder("stty rows 24 cols 80; exec env --default-signal=INT,QUIT");
        command.forEach(word -> line.append(" '").append(word).append('\''));
        var screen = Files.createTempFile(home, "screen", "");
        var builder = new ProcessBuilder("script", "-qec", line.toString(), "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile());
        var environment = builder.environment();
        environment.put("HOME", home.toString());
        environment.put("SHELL", "/bin/sh");
        environment.put("TERM", "xterm");
        environment.put("LANG", "C.UTF-8");
        for (var name : List.of("XDG_DATA_HOME", "XDG_STATE_HOME")) {
            environment.put(name, home.resolve(name).toString());
        }
        return new LabTerminal(builder.start(), screen);
    }

    /** Types a line. */
    void type(String line) throws IOException {
        press(line + "\r");
    }

    /** Presses keys. */
    void press(String keys) throws IOException {
        read = text().length();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    /** Waits until something new stands on the screen that has such a part, and gives all that is new. */
    String await(String part) throws IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var text = text();
            var found = text.indexOf(part, read);
            if (found >= 0) {
                return text.substring(read);
            }
            Thread.sleep(20);
        }
        return fail("\"" + part + "\" did not come:\n" + text());
    }

    /** Types a line and waits for the prompt after it. */
    String run(String line) throws IOException, InterruptedException {
        type(line);
        return prompt();
    }

    /** Waits for a prompt: there, and only there, a paste is bracketed. */
    String prompt() throws IOException, InterruptedException {
        await("\u001b[?2004h");
        return await("\u203a ");
    }

    /** The Java process. */
    ProcessHandle java() {
        return script.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
    }

    /** Ends the terminal itself, as when its window is closed. */
    void closeWindow() {
        script.destroyForcibly();
    }

    /** Waits for the end of a process. */
    static void awaitEnd(ProcessHandle process) throws Exception {
        process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Leaves by the learner's word and waits for the end. */
    void leave() throws Exception {
        var process = java();
        type("exit");
        awaitEnd(process);
    }

    private String text() throws IOException {
        return Files.readString(screen, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }
}
