package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.exercises.Seed;
import lab.grader.Attempt;
import lab.grader.journal.Journal;
import lab.grader.journal.JournalText;
import lab.grader.mark.Marker;
import lab.grader.submission.Draft;
import lab.grader.submission.SigningKey;
import lab.runtime.container.ContainerException;
import lab.runtime.container.ExecSpec;
import lab.runtime.container.Stdio;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.shell.homework.HandIn;
import lab.shell.homework.Replays;
import lab.shell.session.Lab;

/** Marking a class from its records, and running it again: six exercises, each solved for real once. */
final class GradeTable implements Table {

    private static final List<String> EXERCISES =
            List.of("uts-own", "uts-hostname", "mount-own", "empty-net", "own-ipc", "nested");

    private static final byte[] COURSE = {'b', 'e', 'n', 'c', 'h'};
    private static final String STUDENT = "bench";
    private static final int MARKED = 400;
    private static final int REPLAYED = 10;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public String word() {
        return "grade";
    }

    @Override
    public String about() {
        return "submissions marked from their records, and run again";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        var folder = Files.createTempDirectory("lab-bench");
        try {
            print(lab, folder, out);
        } finally {
            for (var file : folder.toFile().listFiles()) {
                Files.delete(file.toPath());
            }
            Files.delete(folder);
        }
    }

    private static void print(Lab lab, Path folder, PrintWriter out) throws IOException {
        var all = Exercises.load(lab.settings().language());
        var exercises = EXERCISES.stream().map(id -> all.find(id).orElseThrow()).toList();
        var file = submission(lab, exercises, folder);
        var facts = JournalText.parse(Files.readAllBytes(folder.resolve("journal"))).lines().stream()
                .mapToInt(line -> line.facts().size())
                .sum();
        out.println("submissions of " + exercises.size() + " exercises with " + facts
                + " facts, marked from their records");
        var marker = new Marker(lab.expressions(), exercises, COURSE);
        for (var i = 0; i < MARKED; i++) {
            marker.mark(List.of(file));
        }
        var threads = ManagementFactory.getThreadMXBean();
        var cpu = threads.getCurrentThreadCpuTime();
        var wall = System.nanoTime();
        for (var i = 0; i < MARKED; i++) {
            marker.mark(List.of(file));
        }
        row(out, "a second of CPU time", MARKED / ((threads.getCurrentThreadCpuTime() - cpu) / 1e9), "submissions");
        row(out, "a second by the clock, on one thread", MARKED / ((System.nanoTime() - wall) / 1e9), "submissions");
        var class10 = new ArrayList<Path>();
        for (var i = 0; i < REPLAYED; i++) {
            class10.add(Files.copy(file, folder.resolve("copy" + i + HandIn.ENDING)));
        }
        replay(lab, marker, class10, exercises, out);
    }

    private static void replay(Lab lab, Marker marker, List<Path> files, List<Exercise> exercises, PrintWriter out)
            throws IOException {
        var cpus = Runtime.getRuntime().availableProcessors();
        out.println("the same " + files.size() + " times, run again, on " + cpus + " CPUs");
        var recorded = marker.mark(files);
        try {
            var replays = new Replays(lab, (other, unrun) -> line -> type(other, line), 2 * cpus, LIMIT);
            var started = System.nanoTime();
            var seen = replays.run(recorded, exercises, COURSE);
            var seconds = (System.nanoTime() - started) / 1e9;
            var full = seen.stream().filter(one -> one.points() == one.most()).count();
            row(
                    out,
                    full + " of " + files.size() + " with all points; a second",
                    files.size() * exercises.size() / seconds,
                    "exercises");
        } catch (ContainerException e) {
            out.println("  not here: " + e.getMessage());
        }
    }

    private static void row(PrintWriter out, String name, double number, String unit) {
        out.printf(Locale.ROOT, "  %-46s %10.1f %s%n", name, number, unit);
    }

    /** Solves the exercises and hands them in. */
    private static Path submission(Lab lab, List<Exercise> exercises, Path folder) throws IOException {
        var place = lab.openPlace(false);
        try (var journal = Journal.open(folder.resolve("journal"))) {
            for (var exercise : exercises) {
                place.clear();
                place.enter(exercise.id());
                place.workbench();
                var values = exercise.parameters().resolve(Seed.of(COURSE, STUDENT, exercise.id()));
                var attempt = Attempt.open(lab.expressions(), exercise, values, lab.scope());
                journal.opened(attempt, values.variables());
                journal.verdict(attempt, attempt.check());
                var plain = attempt.exercise().solutions().stream()
                        .filter(solution -> solution.id().equals("plain"))
                        .findFirst()
                        .orElseThrow();
                for (var line : plain.lines()) {
                    journal.command(exercise.id(), line, type(lab, line));
                }
                var end = System.nanoTime() + PATIENCE_NANOS;
                var verdict = attempt.check();
                while (!verdict.passed() && System.nanoTime() < end) {
                    verdict = attempt.check();
                }
                journal.verdict(attempt, verdict);
            }
        }
        place.clear();
        var key = SigningKey.open(folder.resolve("key"));
        var draft = new Draft(
                STUDENT,
                STUDENT,
                Files.readAllBytes(folder.resolve("journal")),
                exercise -> Seed.of(COURSE, STUDENT, exercise),
                new TreeMap<>());
        var file = folder.resolve(STUDENT + HandIn.ENDING);
        draft.write(file, key, Instant.now());
        return file;
    }

    /** Runs a line in the workbench, whose tools are enough for these exercises. */
    private static int type(Lab lab, String line) {
        try (var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var running = lab.containers()
                        .exec(
                                lab.openPlace(false).workbench(),
                                ExecSpec.of(List.of("/bin/sh", "-c", line)),
                                new Stdio(none, none, none))) {
            return running.await();
        } catch (IOException e) {
            return 1;
        }
    }
}
