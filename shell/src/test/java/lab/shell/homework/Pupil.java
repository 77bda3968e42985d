package lab.shell.homework;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.grader.Attempt;
import lab.grader.Verdict;
import lab.grader.expression.Expressions;
import lab.grader.journal.Journal;
import lab.lessons.Language;
import lab.runtime.container.Containers;
import lab.runtime.container.LabPaths;
import lab.shell.command.LineRunner;
import lab.shell.command.Session;
import lab.shell.learn.Enrolment;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Settings;

/** Somebody in a class: works in a real lab of his own and hands in. */
final class Pupil implements AutoCloseable {

    static final String COURSE = "a key";
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final Lab lab;
    private final Journal journal;
    private final Path folder;

    Pupil(Path folder, Path data, String student, CompletableFuture<Expressions> expressions) throws IOException {
        this.folder = folder;
        var out = new ByteArrayOutputStream();
        var paths = new LabPaths(folder.resolve("run"), data, folder.resolve("state"));
        var settings = Settings.of(Map.of("LANG", "C.UTF-8", "LAB_STUDENT", student, "LAB_COURSE", COURSE), false)
                .with(paths);
        this.lab = new Lab(settings, Console.over(out, out), expressions, () -> Containers.in(paths));
        this.journal = Journal.open(Enrolment.journal(settings));
    }

    static Exercise exercise(String id) {
        return Exercises.load(Language.ENGLISH).find(id).orElseThrow();
    }

    /** Does an exercise in one of the ways that its file knows, right or wrong. */
    void work(String id, String way) throws Exception {
        work(id, way, List.of());
    }

    /** Does an exercise and writes down that other lines were typed; none for those that really were. */
    void work(String id, String way, List<String> written) throws Exception {
        var exercise = exercise(id);
        var place = lab.openPlace(false);
        place.clear();
        place.enter(id);
        place.workbench();
        var values = exercise.parameters().resolve(Enrolment.of(lab.settings()).seed(id));
        var attempt = Attempt.open(lab.expressions(), exercise, values, lab.scope());
        journal.opened(attempt, values.variables());
        attempt.eachLook(look -> note(attempt, look));
        var runner = new LineRunner(new Session(lab, null));
        for (var line : lines(attempt.exercise(), way)) {
            var code = runner.run(line);
            if (written.isEmpty()) {
                journal.command(id, line, code);
            }
            attempt.check();
        }
        for (var line : written) {
            journal.command(id, line, 0);
        }
        var right = exercise.solutions().stream().anyMatch(one -> one.id().equals(way));
        var end = System.nanoTime() + PATIENCE_NANOS;
        while (right && !attempt.check().passed() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        journal.verdict(attempt, attempt.check());
        place.clear();
    }

    private static List<String> lines(Exercise filled, String way) {
        var lines = new ArrayList<String>();
        filled.solutions().stream().filter(one -> one.id().equals(way)).forEach(one -> lines.addAll(one.lines()));
        filled.wrongAttempts().stream().filter(one -> one.id().equals(way)).forEach(one -> lines.addAll(one.lines()));
        return lines;
    }

    private void note(Attempt attempt, Verdict look) {
        try {
            journal.verdict(attempt, look);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands in what was done. */
    Path handIn(Path file) throws IOException {
        new HandIn(lab.settings()).write(file, "Name of " + file.getFileName());
        return file;
    }

    /** The journal as it lies on disk. */
    Path journal() {
        return Enrolment.journal(lab.settings());
    }

    @Override
    public void close() throws IOException {
        journal.close();
        lab.close();
        Files.deleteIfExists(folder.resolve("run/places.lock"));
    }
}
