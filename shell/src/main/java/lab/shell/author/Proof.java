package lab.shell.author;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lab.exercises.Exercise;
import lab.exercises.Seed;
import lab.grader.expression.Expressions;
import lab.runtime.container.Containers;
import lab.runtime.container.LabPaths;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Settings;

/**
 * Proves exercises on this kernel: the fresh state does not pass, every solution passes, every wrong attempt fails as declared and with its
 * hint, nothing stays unobserved, and cleaning up leaves nothing.
 */
public final class Proof {

    /**
     * What came of an exercise.
     *
     * @param exercise its id
     * @param seeds with how many seeds it was tried
     * @param faults what went wrong, none if the proof holds
     * @param unnoticed parts of checks that no wrong attempt needs in order to fail; worth a thought
     */
    public record Finding(String exercise, int seeds, List<String> faults, List<String> unnoticed) {
        /** Copies the lists. */
        public Finding {
            faults = List.copyOf(faults);
            unnoticed = List.copyOf(unnoticed);
        }
    }

    private static final long PATIENCE_MINUTES = 60;
    private static final byte[] COURSE = {'p', 'r', 'o', 'o', 'f'};

    private final Settings settings;
    private final Typist.Office office;
    private final int seeds;
    private final int jobs;
    private final CompletableFuture<Expressions> expressions;

    /**
     * A proof.
     *
     * @param office types the lines of solutions and wrong attempts
     * @param seeds how many seeds each exercise is tried with
     * @param jobs how many trials run at once
     */
    public Proof(Settings settings, Typist.Office office, int seeds, int jobs) {
        this.settings = settings.asPlain();
        this.office = office;
        this.seeds = seeds;
        this.jobs = jobs;
        this.expressions = CompletableFuture.supplyAsync(Expressions::new);
    }

    /**
     * Proves exercises.
     *
     * @param each told of each exercise as soon as all its seeds are done
     */
    public List<Finding> run(List<Exercise> exercises, Consumer<Finding> each) throws IOException {
        var folder = Files.createTempDirectory("lab-proof");
        var watched = List.of(settings.paths().data().resolve("containers"));
        try (var containers = Containers.in(paths(folder))) {
            containers.images().open("base");
            containers.images().open("workbench");
        }
        var before = Remains.now(watched);
        var findings = new ArrayList<Finding>();
        var pool = Executors.newFixedThreadPool(jobs);
        var alone = Executors.newSingleThreadExecutor();
        try {
            var trials = new ArrayList<List<Future<Found>>>();
            for (var exercise : exercises) {
                var futures = new ArrayList<Future<Found>>();
                for (var seed = 0; seed < seeds(exercise); seed++) {
                    var student = "student " + seed;
                    var first = seed == 0;
                    Callable<Found> trial =
                            () -> trial(exercise, student, first, Files.createTempDirectory(folder, "t"));
                    futures.add(exercise.measured() ? alone.submit(after(pool, trial)) : pool.submit(trial));
                }
                trials.add(futures);
            }
            pool.shutdown();
            for (var i = 0; i < exercises.size(); i++) {
                var found = found(trials.get(i));
                var finding =
                        new Finding(exercises.get(i).id(), seeds(exercises.get(i)), found.faults(), found.unnoticed());
                findings.add(finding);
                each.accept(finding);
            }
        } finally {
            pool.shutdownNow();
            alone.shutdownNow();
        }
        var left = Remains.added(before, settled(before, watched));
        if (!left.isEmpty()) {
            var finding = new Finding("cleaning up", seeds, List.of("left behind:\n  " + left), List.of());
            findings.add(finding);
            each.accept(finding);
        }
        remove(folder);
        return findings;
    }

    /** What is measured must not be disturbed by the measurements of others, so it has its turn when they are done. */
    private static Callable<Found> after(ExecutorService others, Callable<Found> trial) {
        return () -> {
            others.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES);
            return trial.call();
        };
    }

    /** One is enough where something is measured: only the number is another, and each takes half a minute. */
    private int seeds(Exercise exercise) {
        return exercise.measured() ? Math.min(seeds, 1) : seeds;
    }

    /** What came of one seed, or of several. */
    private record Found(List<String> faults, List<String> unnoticed) {}

    /** The checks are weakened with one seed only: what a wrong attempt lacks is the same for all of them. */
    private Found trial(Exercise exercise, String student, boolean first, Path folder) throws IOException {
        var output = new ByteArrayOutputStream();
        var own = settings.with(paths(folder));
        try (var lab = new Lab(own, Console.over(output, output), expressions)) {
            var values = exercise.parameters().resolve(Seed.of(COURSE, student, exercise.id()));
            var mutants = first && !exercise.measured() ? new Mutants(lab, exercise, values) : null;
            var faults = new Trial(lab, office.at(lab), exercise, values, mutants).run();
            return new Found(
                    faults.stream()
                            .map(fault -> fault + " (" + student + ")" + said(output))
                            .toList(),
                    mutants == null ? List.of() : mutants.unnoticed());
        }
    }

    private static String said(ByteArrayOutputStream output) {
        var text = output.toString(StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "" : "\n  output: " + text.replace("\n", "\n  ");
    }

    private LabPaths paths(Path folder) {
        return new LabPaths(folder.resolve("run"), settings.paths().data(), folder.resolve("state"));
    }

    private static Found found(List<Future<Found>> futures) throws IOException {
        var faults = new ArrayList<String>();
        var unnoticed = new ArrayList<String>();
        for (var future : futures) {
            try {
                faults.addAll(future.get().faults());
                unnoticed.addAll(future.get().unnoticed());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while exercises were proved");
            } catch (ExecutionException e) {
                faults.add("broke off: " + e.getCause());
            }
        }
        return new Found(faults, unnoticed);
    }

    /** The kernel takes some namespaces and cgroups away a moment after their last process. */
    private static Set<String> settled(Set<String> before, List<Path> watched) throws IOException {
        var after = Remains.now(watched);
        for (var i = 0; i < 100 && !before.containsAll(after); i++) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return after;
            }
            after = Remains.now(watched);
        }
        return after;
    }

    private static void remove(Path folder) throws IOException {
        var all = new ArrayDeque<Path>();
        try (var walk = Files.walk(folder)) {
            walk.forEach(all::push);
        }
        for (var path : all) {
            Files.delete(path);
        }
    }
}
