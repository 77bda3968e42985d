package lab.runtime.observe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A shell line run by a test below this JVM, in namespaces of its own if wanted, which ends in a sleep that can be told from all others. */
final class Sleeper implements AutoCloseable {
    private static final AtomicInteger NUMBERS =
            new AtomicInteger(100_000 + (int) (ProcessHandle.current().pid() % 1000) * 100);
    private final Process process;
    private final String commandLine;

    private Sleeper(Process process, String commandLine) {
        this.process = process;
        this.commandLine = commandLine;
    }

    /** Runs {@code setup} and then sleeps, under {@code unshare} with these flags; an ordinary user gets a user namespace as well. */
    static Sleeper unshared(List<String> flags, String setup) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("unshare"));
        if (!isRoot() && !flags.contains("--user")) {
            all.add("--map-root-user");
        }
        all.addAll(flags);
        return start(all, setup);
    }

    /** Runs {@code setup} and then sleeps. */
    static Sleeper plain(String setup) throws IOException, InterruptedException {
        return start(List.of(), setup);
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static Sleeper start(List<String> prefix, String setup) throws IOException, InterruptedException {
        String sleep = "sleep " + NUMBERS.incrementAndGet();
        List<String> line = new ArrayList<>(prefix);
        line.addAll(List.of("sh", "-c", setup + "\nexec " + sleep));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        Sleeper sleeper = new Sleeper(process, sleep);
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!sleeper.sleeps()) {
            if (System.nanoTime() > patience || !process.isAlive()) {
                String output = process.isAlive()
                        ? ""
                        : new String(process.getInputStream().readAllBytes());
                sleeper.close();
                throw new IOException(line + " never came to its sleep: " + output);
            }
            Thread.sleep(2);
        }
        return sleeper;
    }

    /** The command line of the sleep, which no other process has. */
    String commandLine() {
        return commandLine;
    }

    private boolean sleeps() {
        return ((Reading.Value) ((Observation) new Here()
                                .facts()
                                .root()
                                .get("process", commandLine)
                                .get("exists"))
                        .reading())
                .value()
                .equals(true);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The place of a test: everything below this JVM. */
    static final class Here implements Scope {
        private final List<ContainerSight> containers;

        Here(ContainerSight... containers) {
            this.containers = List.of(containers);
        }

        @Override
        public List<ContainerSight> containers() {
            return containers;
        }

        @Override
        public List<ProcessId> roots() {
            long pid = ProcessHandle.current().pid();
            return ProcessView.now(pid) instanceof Found.Here<ProcessView> here
                    ? List.of(here.subject().id())
                    : List.of();
        }

        Facts facts() {
            return Facts.of(this);
        }
    }
}
