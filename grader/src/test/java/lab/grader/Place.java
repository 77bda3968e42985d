package lab.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lab.runtime.observe.ContainerSight;
import lab.runtime.observe.ProcessId;
import lab.runtime.observe.Scope;

/** The place of a test: a shell below this JVM, which a test tells what to run; what runs below it belongs to the place. */
final class Place implements Scope, AutoCloseable {
    private final List<Process> lines = new ArrayList<>();

    /** Runs a line of a shell, in the background. */
    Process run(String line) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", line)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        lines.add(process);
        return process;
    }

    /** Words that give a command namespaces; an ordinary user needs a user namespace for any other. */
    static String unshare(String flags) {
        return "unshare " + (System.getProperty("user.name").equals("root") ? "" : "--map-root-user ") + flags;
    }

    /** Waits for a condition that the kernel will make true soon. */
    static void await(Condition condition) throws Exception {
        await(condition, () -> "");
    }

    /** Waits for a condition that the kernel will make true soon; else the state is part of the failure. */
    static void await(Condition condition, Supplier<String> state) throws Exception {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.holds()) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("it did not come true within 10 s\n" + state.get());
            }
            Thread.sleep(2);
        }
    }

    /** Something that will be true soon. */
    interface Condition {
        boolean holds() throws Exception;
    }

    @Override
    public List<ContainerSight> containers() {
        return List.of();
    }

    @Override
    public List<ProcessId> roots() {
        long pid = ProcessHandle.current().pid();
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return List.of(new ProcessId(pid, Long.parseLong(rest[19])));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        for (Process line : lines) {
            line.descendants().forEach(ProcessHandle::destroyForcibly);
            line.destroyForcibly();
        }
        for (Process line : lines) {
            try {
                line.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
