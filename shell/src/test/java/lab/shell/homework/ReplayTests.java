package lab.shell.homework;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lab.grader.expression.Expressions;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.container.Containers;
import lab.runtime.container.LabPaths;
import lab.runtime.container.Maker;
import lab.runtime.kernel.Kernel;
import lab.shell.author.Remains;
import lab.shell.command.Commands;
import lab.shell.command.Session;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/**
 * A class of good, half-done, wrong, damaged and hostile submissions is graded in one command. {@code -Dlab.class=100} makes it a class of a hundred; without
 * it there are a few of each kind.
 */
@Tag("kernel")
final class ReplayTests {

    private static final int CLASS = Integer.getInteger("lab.class", 0);
    private static final String ASKED = "uts-own,uts-hostname";
    private static final List<String> HOST = List.of("hostname", "core_pattern", "domainname", "ctrl-alt-del");

    @TempDir
    private Path dir;

    private final CompletableFuture<Expressions> expressions = CompletableFuture.supplyAsync(Expressions::new);

    /** What is right for a submission. */
    private record Due(int recorded, int seen) {}

    private static boolean bounded() throws IOException {
        return Kernel.get().geteuid() == 0
                && Cgroups.ofThisProcess().offers("memory")
                && Cgroups.ofThisProcess().offers("pids");
    }

    private Map<String, Object> grade(String... more) throws IOException {
        var out = new ByteArrayOutputStream();
        var paths = new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state"));
        var settings = Settings.of(Map.of("LANG", "C.UTF-8", "LAB_COURSE", Pupil.COURSE), false)
                .with(paths);
        var words = new ArrayList<>(List.of("grade", dir.resolve("class").toString(), "--exercises", ASKED));
        words.addAll(List.of("--format", "json"));
        words.addAll(List.of(more));
        var console = Console.over(out, out);
        try (var session = new Session(new Lab(settings, console, expressions, () -> Containers.in(paths)), null)) {
            var code = new Commands(session).run(words);
            assertEquals(1, code, () -> out.toString(StandardCharsets.UTF_8));
            return JSON.std.mapFrom(out.toString(StandardCharsets.UTF_8));
        }
    }

    private Pupil pupil(String name) throws IOException {
        return new Pupil(dir.resolve("home-" + name), dir.resolve("data"), name, expressions);
    }

    private Path file(String name) {
        return dir.resolve("class").resolve(name + HandIn.ENDING);
    }

    private void pupil(String name, Due due, Map<String, Due> all, Work work) throws Exception {
        try (var pupil = pupil(name)) {
            work.of(pupil);
            pupil.handIn(file(name));
        }
        all.put(name + HandIn.ENDING, due);
    }

    private interface Work {
        void of(Pupil pupil) throws Exception;
    }

    private Map<String, Due> everyone(Path canary) throws Exception {
        var all = new LinkedHashMap<String, Due>();
        var attacks = CLASS == 0 ? Attacks.few(canary) : Attacks.lines(canary);
        var each = Math.max(1, (CLASS - attacks.size() - 5) / 4);
        for (var i = 0; i < each; i++) {
            pupil("good-" + i, new Due(20, 20), all, pupil -> {
                pupil.work("uts-own", "plain");
                pupil.work("uts-hostname", "lab");
            });
            pupil("half-" + i, new Due(17, 17), all, pupil -> {
                pupil.work("uts-own", "lab");
                pupil.work("uts-hostname", "all");
            });
            pupil("wrong-" + i, new Due(-1, -1), all, pupil -> pupil.work("uts-own", "bare"));
            pupil("invented-" + i, new Due(10, 0), all, pupil -> pupil.work("uts-own", "lab", List.of("hostname")));
        }
        for (var attack : attacks.entrySet()) {
            var name = "attack-" + attack.getKey().replaceAll("[^a-z]+", "-");
            pupil(name, new Due(10, 0), all, pupil -> pupil.work("uts-own", "lab", attack.getValue()));
        }
        damaged(all);
        return all;
    }

    private void damaged(Map<String, Due> all) throws IOException {
        var good = Files.readAllBytes(file("good-0"));
        var changed = good.clone();
        changed[good.length / 2] ^= 1;
        Files.write(file("tampered"), changed);
        Files.write(file("truncated"), Arrays.copyOf(good, good.length - 200));
        zip(file("bomb"), "journal.jsonl", new byte[64 << 20]);
        zip(file("traversal"), "../../" + dir.resolve("canary/out"), new byte[] {1});
        Files.write(file("empty"), new byte[0]);
        for (var name : List.of("tampered", "truncated", "bomb", "traversal", "empty")) {
            all.put(name + HandIn.ENDING, new Due(-2, -2));
        }
    }

    private static void zip(Path file, String name, byte[] content) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
    }

    /** Other labs may be at work on this host. */
    private String left(String lines) throws IOException {
        var own = Maker.ofThisProcess().toString();
        return lines.lines()
                .filter(line -> line.contains(dir.toString()) || line.contains(own))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> host() throws IOException {
        var all = new LinkedHashMap<String, String>();
        for (var name : HOST) {
            all.put(name, Files.readString(Path.of("/proc/sys/kernel", name)));
        }
        return all;
    }

    @Test
    void aWholeClassGetsTheMarksItIsDueAndTheHostIsUnharmed() throws Exception {
        assumeTrue(bounded(), "replay needs root, and cgroups that limit memory and processes");
        var canary = Files.createDirectory(dir.resolve("canary"));
        var due = everyone(canary);
        var watched = List.of(dir.resolve("data/containers"), dir.resolve("run/enclosures"));
        var before = Remains.now(watched);
        var host = host();
        var recorded = grade();
        var seen = grade("--replay", "--time", CLASS == 0 ? "3" : "10", "--jobs", "8");
        assertAll(
                () -> assertEquals(marks(due, Due::recorded, recorded), marks(recorded)),
                () -> assertEquals(marks(due, Due::seen, seen), marks(seen)),
                () -> assertEquals("", left(Remains.added(before, Remains.now(watched)))),
                () -> assertEquals(host, host()),
                () -> assertEquals(
                        0,
                        canary.toFile().list().length,
                        () -> List.of(canary.toFile().list()).toString()));
    }

    /** What is due, in the form that {@link #marks(Map)} gives. A wrong attempt may bring points; then those that the record has. */
    private static Map<String, Integer> marks(
            Map<String, Due> due, ToIntFunction<Due> which, Map<String, Object> graded) {
        var all = new LinkedHashMap<String, Integer>();
        marks(graded).forEach((name, points) -> {
            var wanted = due.containsKey(name) ? which.applyAsInt(due.get(name)) : -99;
            all.put(name, wanted == -1 && points >= 0 && points < 10 ? points : Integer.valueOf(wanted));
        });
        assertEquals(due.size(), all.size());
        return all;
    }

    private static Map<String, Integer> marks(Map<String, Object> graded) {
        var all = new LinkedHashMap<String, Integer>();
        for (var each : (List<?>) graded.get("submissions")) {
            var one = (Map<?, ?>) each;
            var score = one.containsKey("refused") ? -2 : ((Number) one.get("score")).intValue();
            all.put(String.valueOf(one.get("file")), score);
        }
        return all;
    }
}
