package lab.shell.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import javax.tools.ToolProvider;
import lab.exercises.Exercises;
import lab.exercises.Seed;
import lab.grader.Attempt;
import lab.runtime.cgroup.Limits;
import lab.runtime.container.ContainerSpec;
import lab.runtime.image.ImageStore;
import lab.runtime.kernel.Kernel;
import lab.shell.session.Lab;

/** The figures of the lab: starting a container, memory of an idle one, the way to the prompt, a check. */
public final class Bench {

    /** Something to be timed. */
    private interface Work {
        void run() throws IOException;
    }

    private static final int ROUNDS = 20;
    private static final int OURS = 10;

    /** Rounds that are not counted, until the JVM has compiled what it runs. */
    private static final int WARM = 20;

    private static final int CHECKS = 200;

    /** Before each timed start, of ours and of the peers: the kernel takes namespaces down a while after their last process. */
    private static final long REST_MILLIS = 20;

    private static final int PROMPTS = 10;
    private static final int IDLE = 20;
    private static final long MEMORY = 64L << 20;
    private static final long PIDS = 100;
    private static final String HEADER =
            String.format("  %-46s %5s %10s %10s %8s", "", "runs", "median ms", "p99 ms", "ratio");

    private final Lab lab;
    private final PrintWriter out;
    private final String launcher;

    /**
     * A benchmark.
     *
     * @param launcher the path of the launcher, empty if it is not known
     */
    public Bench(Lab lab, PrintWriter out, String launcher) {
        this.lab = lab;
        this.out = out;
        this.launcher = launcher;
    }

    /** Measures all and prints tables. */
    public void run() throws IOException {
        var folder = Files.createTempDirectory("lab-bench");
        try {
            containers(folder);
            memory();
            check();
            prompt(folder);
        } finally {
            Command.run(List.of("rm", "-rf", folder.toString()));
        }
    }

    /** Ours and the peers take turns, since a machine is not equally quick all the time. */
    private void containers(Path folder) throws IOException {
        out.println("start to exit of `true` in a container (pid mnt uts ipc cgroup user net; memory and pids limits)");
        out.println(HEADER);
        var spec = limited();
        var peers = peers(folder);
        var whole = new long[ROUNDS * OURS];
        var toExit = new long[ROUNDS * OURS];
        var times = new LinkedHashMap<String, long[]>();
        for (var round = -WARM; round < ROUNDS; round++) {
            for (var i = 0; i < OURS; i++) {
                rest();
                var start = System.nanoTime();
                var end = start;
                try (var running = lab.containers().start(spec, null)) {
                    running.await();
                    end = System.nanoTime();
                    lab.containers().remove(running.id(), true);
                }
                if (round >= 0) {
                    toExit[round * OURS + i] = end - start;
                    whole[round * OURS + i] = System.nanoTime() - start;
                }
            }
            for (var peer : peers.entrySet()) {
                rest();
                var start = System.nanoTime();
                peer.getValue().run();
                if (round >= 0) {
                    times.computeIfAbsent(peer.getKey(), name -> new long[ROUNDS])[round] = System.nanoTime() - start;
                }
            }
        }
        var ours = new Series("lab, JVM warm, start to exit", toExit);
        out.println(ours.row(ours));
        out.println(new Series("lab, JVM warm, with removal", whole).row(ours));
        times.forEach((name, nanos) -> out.println(new Series(name, nanos).row(ours)));
        for (var name : List.of("runc", "bwrap")) {
            if (peers.keySet().stream().noneMatch(p -> p.startsWith(name))) {
                out.println("  " + name + ": not installed, or it needs root");
            }
        }
        out.println();
    }

    private static void rest() throws IOException {
        try {
            Thread.sleep(REST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while it was measured");
        }
    }

    private static ContainerSpec limited() {
        var limits = Kernel.get().geteuid() == 0
                ? new Limits(OptionalLong.of(MEMORY), OptionalDouble.empty(), OptionalLong.of(PIDS))
                : Limits.NONE;
        return ContainerSpec.of(ImageStore.BASE)
                .command("true")
                .remove(true)
                .limits(limits)
                .build();
    }

    /** The peers that are installed; they get a copy of the root that every user can reach. */
    private Map<String, Work> peers(Path folder) throws IOException {
        var layer = lab.containers().images().open(ImageStore.BASE).layers().get(0);
        var root = folder.resolve("rootfs").toString();
        Command.run(List.of("cp", "-a", layer.toString(), root));
        Command.run(List.of("chmod", "755", folder.toString()));
        var peers = new LinkedHashMap<String, Work>();
        if (Command.has("runc") && Kernel.get().geteuid() == 0) {
            RuncBundle.write(folder, Path.of(root));
            var id = "lab-bench-" + ProcessHandle.current().pid();
            peers.put("runc run", () -> Command.run(List.of("runc", "run", "--bundle", folder.toString(), id)));
        }
        if (Command.has("bwrap")) {
            var line = List.of(
                    "bwrap", "--unshare-all", "--ro-bind", root, "/", "--proc", "/proc", "--dev", "/dev", "true");
            peers.put("bwrap --unshare-all", () -> Command.run(line));
        }
        return peers;
    }

    private void memory() throws IOException {
        out.println("memory of an idle detached container beyond its own process, KB");
        var spec = ContainerSpec.of(ImageStore.BASE).command("sleep", "1000").build();
        var ids = new ArrayList<String>();
        var total = 0L;
        for (var i = 0; i < IDLE; i++) {
            try (var running = lab.containers().start(spec, null)) {
                ids.add(running.id());
                total += monitorKilobytes(
                        lab.containers().get(running.id()).monitor().orElseThrow());
            }
        }
        for (var id : ids) {
            lab.containers().remove(id, true);
        }
        out.println(String.format(
                Locale.ROOT,
                "  %-46s %5d %10.0f",
                "its monitor: Pss + page tables + kernel stack",
                IDLE,
                (double) total / IDLE));
        out.println();
    }

    private static long monitorKilobytes(int pid) throws IOException {
        var proc = Path.of("/proc", Integer.toString(pid));
        return kilobytes(proc.resolve("smaps_rollup"), "Pss:") + kilobytes(proc.resolve("status"), "VmPTE:") + 16;
    }

    private static long kilobytes(Path file, String field) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private void check() throws IOException {
        out.println("a full check of one exercise (uts-own, in a place with its workbench)");
        out.println(HEADER);
        var exercise = Exercises.load(lab.settings().language()).list().get(0);
        lab.openPlace(false).workbench();
        var values = exercise.parameters()
                .resolve(Seed.of("bench".getBytes(StandardCharsets.UTF_8), "bench", exercise.id()));
        var attempt = Attempt.open(lab.expressions(), exercise, values, lab.scope());
        time(attempt::check, ROUNDS);
        var series = new Series("check", time(attempt::check, CHECKS));
        out.println(series.row(series));
        out.println();
    }

    private void prompt(Path folder) throws IOException {
        if (launcher.isEmpty()) {
            out.println("the way to the prompt: only when started as shell/lab");
            return;
        }
        out.println("from start to prompt, in a terminal of 80x24");
        out.println(HEADER);
        var java = Path.of(System.getProperty("java.home"), "bin");
        var hello = hello(folder);
        // Images are made once and for all; that is no part of a start.
        var data = lab.settings().paths().data().resolveSibling("");
        var environment = "export HOME=" + folder + " XDG_DATA_HOME=" + data
                + " TERM=xterm LANG=C.UTF-8 PATH=/usr/bin:/bin JAVA_HOME=" + System.getProperty("java.home") + "; ";
        var programs = new LinkedHashMap<String, String[]>();
        programs.put("shell/lab to its prompt", new String[] {"lab\u001b[0m", environment + "exec " + launcher});
        programs.put("java Hello", new String[] {
            "hello", environment + "exec " + java.resolve("java") + " -Xshare:auto -cp " + hello + " Hello"
        });
        programs.put("jshell to its prompt", new String[] {"jshell>", environment + "exec " + java.resolve("jshell")});
        var series = new ArrayList<Series>();
        for (Map.Entry<String, String[]> program : programs.entrySet()) {
            var nanos = new long[PROMPTS];
            Screen.until(program.getValue()[0], program.getValue()[1]);
            for (var i = 0; i < PROMPTS; i++) {
                nanos[i] = Screen.until(program.getValue()[0], program.getValue()[1]);
            }
            series.add(new Series(program.getKey(), nanos));
            out.println(series.get(series.size() - 1).row(series.get(0)));
        }
    }

    private static Path hello(Path folder) throws IOException {
        var source = folder.resolve("Hello.java");
        Files.writeString(
                source, "class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null || compiler.run(null, null, null, source.toString()) != 0) {
            throw new IOException("no Java compiler: the benchmark needs a JDK");
        }
        return folder;
    }

    private static long[] time(Work work, int times) throws IOException {
        var nanos = new long[times];
        for (var i = 0; i < times; i++) {
            var start = System.nanoTime();
            work.run();
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }
}
