package lab.shell.homework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.grader.Attempt;
import lab.grader.Verdict;
import lab.grader.expression.Outcome;
import lab.grader.journal.Journal;
import lab.grader.mark.CheckMark;
import lab.grader.mark.Standing;
import lab.lessons.Language;
import lab.runtime.container.LabPaths;
import lab.shell.command.LineRunner;
import lab.shell.command.Session;
import lab.shell.learn.Enrolment;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was recorded of an exercise leads to the marks that the kernel itself led to. */
@Tag("kernel")
final class RecordedFactsTests {

    private static final long PATIENCE_NANOS = 5_000_000_000L;

    @TempDir
    private Path dir;

    private Settings settings() throws IOException {
        var paths = new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state"));
        return Settings.of(Map.of("LANG", "C.UTF-8", "LAB_STUDENT", "ada", "LAB_COURSE", "a key"), false)
                .with(paths);
    }

    @Test
    void everySolutionAndWrongAttemptIsMarkedAsItWasJudged() throws Exception {
        var out = new ByteArrayOutputStream();
        var lesson = System.getProperty("lab.lesson", "");
        var exercises = Exercises.load(Language.ENGLISH).list().stream()
                .filter(exercise -> lesson.isEmpty() || exercise.lesson().equals(lesson))
                .toList();
        var tries = 0;
        try (var lab = new Lab(settings(), Console.over(out, out))) {
            for (var exercise : exercises) {
                var ways = Stream.concat(
                                exercise.solutions().stream().map(one -> one.id()),
                                exercise.wrongAttempts().stream().map(one -> one.id()))
                        .toList();
                // One right and one wrong way are enough where each look measures for a second.
                var tried = exercise.measured() ? List.of(ways.get(0), ways.get(ways.size() - 1)) : ways;
                for (var way : tried) {
                    Files.deleteIfExists(Enrolment.journal(lab.settings()));
                    var live = attempt(lab, exercise, way);
                    var file = dir.resolve("one.labz");
                    new HandIn(lab.settings()).write(file, "Ada");
                    var graded = new Grading(lab)
                            .mark(List.of(file), List.of(exercise), "a key")
                            .get(0);
                    var marked = graded.exercises().get(0);
                    assertEquals(
                            standings(live),
                            marked.checks().stream().map(CheckMark::standing).toList(),
                            () -> exercise.id() + " " + way + marked);
                    assertEquals(live.points(), graded.points());
                    assertEquals(List.of(), graded.flags());
                    tries++;
                }
            }
        }
        assertTrue(tries >= 3 * exercises.size(), tries + " tries");
    }

    private static List<Standing> standings(Verdict verdict) {
        return verdict.results().stream()
                .map(result -> result.outcome().met()
                        ? Standing.MET
                        : result.outcome() instanceof Outcome.NotMet ? Standing.NOT_MET : Standing.OPEN)
                .toList();
    }

    private static Verdict attempt(Lab lab, Exercise exercise, String way) throws Exception {
        var place = lab.openPlace(false);
        place.clear();
        place.enter(exercise.id());
        place.workbench();
        var values = exercise.parameters().resolve(Enrolment.of(lab.settings()).seed(exercise.id()));
        var attempt = Attempt.open(lab.expressions(), exercise, values, lab.scope());
        var filled = attempt.exercise();
        var lines = new ArrayList<String>();
        filled.solutions().stream().filter(one -> one.id().equals(way)).forEach(one -> lines.addAll(one.lines()));
        filled.wrongAttempts().stream().filter(one -> one.id().equals(way)).forEach(one -> lines.addAll(one.lines()));
        Predicate<Verdict> settled = exercise.wrongAttempts().stream()
                .filter(one -> one.id().equals(way))
                .findFirst()
                .<Predicate<Verdict>>map(one -> verdict -> verdict.results().stream()
                        .filter(result -> !result.outcome().met())
                        .map(result -> result.check().id())
                        .toList()
                        .containsAll(one.fails()))
                .orElse(Verdict::passed);
        try (var journal = Journal.open(Enrolment.journal(lab.settings()))) {
            journal.opened(attempt, values.variables());
            attempt.eachLook(look -> note(journal, attempt, look));
            var runner = new LineRunner(new Session(lab, null));
            lines.forEach(runner::run);
            var verdict = attempt.check();
            var end = System.nanoTime() + PATIENCE_NANOS;
            while (!settled.test(verdict) && System.nanoTime() < end) {
                Thread.sleep(20);
                verdict = attempt.check();
            }
            return verdict;
        }
    }

    /** As the walk does: what one look saw may be gone at the next. */
    private static void note(Journal journal, Attempt attempt, Verdict look) {
        try {
            journal.verdict(attempt, look);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
