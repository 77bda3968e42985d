package lab.runtime.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that starts containers when it is told to, so that it can be killed, or starved, while it does. */
final class Starter implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;

    private Starter(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts one.
     *
     * @param before what its command line begins with, such as {@code strace}
     */
    static Starter in(LabPaths paths, List<String> before) throws IOException {
        var command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Starter.class.getName(),
                paths.runtime().toString(),
                paths.data().toString(),
                paths.state().toString()));
        return new Starter(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    long pid() {
        return process.pid();
    }

    /** Tells it to start a container of a name that sleeps, or to do what the word says. */
    void tell(String word) throws IOException {
        process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Its next answer: {@code ready}, {@code ok}, or a message; empty if it has ended. */
    String answer() throws IOException {
        var line = answers.readLine();
        return line == null ? "" : line;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /**
     * The JVM itself: a word a line, the name of a container to start.
     *
     * @param args its folders
     */
    public static void main(String[] args) {
        var out = System.out;
        try (var containers = Containers.in(new LabPaths(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])));
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            containers.sweep();
            out.println("ready");
            for (var name = in.readLine(); name != null; name = in.readLine()) {
                out.println(start(containers, name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String start(Containers containers, String name) {
        var spec = ContainerSpec.of("base").name(name).command("sleep", name.startsWith("short") ? "0" : "1000");
        try (var running = containers.start(spec.build(), null)) {
            return "ok";
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }
}
