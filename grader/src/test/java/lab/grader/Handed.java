package lab.grader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lab.exercises.CheckSpec;
import lab.exercises.Exercise;
import lab.exercises.Hint;
import lab.exercises.Parameter;
import lab.exercises.Parameters;
import lab.exercises.Seed;
import lab.exercises.Timing;
import lab.exercises.Values;
import lab.grader.expression.Expressions;
import lab.grader.journal.Journal;
import lab.grader.mark.Graded;
import lab.grader.mark.Marker;
import lab.grader.submission.Draft;
import lab.grader.submission.SigningKey;
import lab.lessons.Phrase;
import lab.runtime.observe.Scope;

/** A small course and submissions to it, made as the lab makes them. */
public final class Handed {
    public static final byte[] COURSE = "course".getBytes(StandardCharsets.UTF_8);
    public static final Instant CREATED = Instant.parse("2026-04-16T18:54:36.736Z");

    public final Expressions expressions = new Expressions();
    private final Path folder;

    public Handed(Path folder) {
        this.folder = folder;
    }

    public static Exercise exercise(String id, CheckSpec... checks) {
        return new Exercise(
                id,
                "views",
                1,
                Phrase.of("Title of " + id),
                List.of(),
                new Parameters(List.of(new Parameter.Name("box"))),
                List.of(),
                List.of(checks),
                List.of(new Hint("rung", Optional.empty(), List.of())),
                List.of(),
                List.of());
    }

    public static CheckSpec check(String id, String expression, int points) {
        return new CheckSpec(id, Phrase.of("label of " + id), expression, new Timing.Now(), points);
    }

    /** Three exercises: one that everybody passes who opens it, one that brings half of its points, one that nobody opens. */
    public static List<Exercise> course() {
        return List.of(
                exercise("easy", check("same", "host.hostname == start.host.hostname", 4)),
                exercise(
                        "half",
                        check("same", "host.hostname == start.host.hostname", 3),
                        check("none", "container(box).exists", 2)),
                exercise("never", check("none", "container(box).exists", 1)));
    }

    /** Opens the first two exercises and looks once at each. */
    public Path journal(String student) throws IOException {
        Path file = folder.resolve(student + ".jsonl");
        try (Journal journal = Journal.open(file)) {
            for (Exercise exercise : course().subList(0, 2)) {
                Values values = values(student, exercise);
                Attempt attempt = Attempt.open(expressions, exercise, values, new Scope.Empty());
                journal.opened(attempt, values.variables());
                journal.command(exercise.id(), "hostname", 0);
                journal.verdict(attempt, attempt.check());
            }
        }
        return file;
    }

    public static Values values(String student, Exercise exercise) {
        return exercise.parameters().resolve(Seed.of(COURSE, student, exercise.id()));
    }

    public Path handIn(String student) throws IOException {
        return handIn(student, student, Files.readAllBytes(journal(student)));
    }

    public Path handIn(String file, String student, byte[] journal) throws IOException {
        return handIn(file, student, journal, SigningKey.open(folder.resolve(file + ".key")));
    }

    public Path handIn(String file, String student, byte[] journal, SigningKey key) throws IOException {
        Path to = folder.resolve(file + ".labz");
        new Draft(
                        student,
                        "Name of " + student,
                        journal,
                        exercise -> Seed.of(COURSE, student, exercise),
                        new TreeMap<>(Map.of("lab", "1")))
                .write(to, key, CREATED);
        return to;
    }

    public List<Graded> grade(Path... files) {
        return new Marker(expressions, course(), COURSE).mark(List.of(files));
    }
}
