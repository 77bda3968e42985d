package lab.grader.mark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.exercises.Exercise;
import lab.grader.Attempt;
import lab.grader.Handed;
import lab.grader.Verdict;
import lab.grader.journal.Journal;
import lab.grader.submission.RefusedException;
import lab.grader.submission.Submission;
import lab.runtime.observe.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for what is run again of a submission, and for the marks that come of it. */
final class ReplayedTests {

    @TempDir
    private Path dir;

    private Attempt attempt(Handed handed, Exercise exercise) {
        return Attempt.open(handed.expressions, exercise, Handed.values("ada", exercise), new Scope.Empty());
    }

    private Graded recorded(Handed handed) throws IOException {
        return handed.grade(handed.handIn("ada")).get(0);
    }

    private static Played played(Verdict verdict, Played.Ending ending, List<String> unrun, String why) {
        return new Played(Optional.of(verdict), unrun, ending, why);
    }

    private static List<Standing> standings(Graded graded, int exercise) {
        return graded.exercises().get(exercise).checks().stream()
                .map(CheckMark::standing)
                .toList();
    }

    @Test
    void whatWasSeenCountsAndADifferenceIsSaid() throws Exception {
        var handed = new Handed(dir);
        var other = Handed.exercise("easy", Handed.check("same", "container(box).exists", 4));
        var seen = attempt(handed, other).check();
        var graded = Replayed.of(recorded(handed), Map.of("easy", played(seen, Played.Ending.DONE, List.of(), "")));
        assertEquals(List.of(Standing.NOT_MET), standings(graded, 0));
        assertEquals(3, graded.points());
        assertTrue(
                graded.flags().contains(Flag.of(Flag.Kind.REPLAY_DIFFERS, "easy", 4, 0)),
                graded.flags().toString());
    }

    @Test
    void whatWasNotRunToItsEndSaysNothingAgainstALearner() throws Exception {
        var handed = new Handed(dir);
        var seen = attempt(handed, Handed.course().get(1)).check();
        var recorded = recorded(handed);
        var late = Replayed.of(recorded, Map.of("half", played(seen, Played.Ending.OUT_OF_TIME, List.of(), "30 s")));
        assertEquals(List.of(Standing.MET, Standing.OPEN), standings(late, 1));
        assertTrue(late.flags().contains(Flag.of(Flag.Kind.REPLAY_OUT_OF_TIME, "half", "30 s")));
        var unrun = Replayed.of(recorded, Map.of("half", played(seen, Played.Ending.DONE, List.of("jshell"), "")));
        assertEquals(List.of(Standing.MET, Standing.OPEN), standings(unrun, 1));
        assertTrue(unrun.flags().contains(Flag.of(Flag.Kind.REPLAY_UNRUN, "half", "jshell")));
        var broken = Replayed.of(
                recorded, Map.of("half", new Played(Optional.empty(), List.of(), Played.Ending.BROKEN, "no cgroup")));
        assertEquals(List.of(Standing.OPEN, Standing.OPEN), standings(broken, 1));
        assertEquals(
                List.of("no cgroup"), broken.exercises().get(1).checks().get(0).observed());
    }

    @Test
    void theAttemptThatCameFurthestIsRunAgain() throws Exception {
        var handed = new Handed(dir);
        var half = Handed.course().get(1);
        Path file = dir.resolve("bob.jsonl");
        try (var journal = Journal.open(file)) {
            for (var lines : List.of(List.of("first"), List.of("second", "third"), List.<String>of())) {
                var attempt = attempt(handed, half);
                journal.opened(attempt, Map.of());
                for (var line : lines) {
                    journal.command("half", line, line.length());
                }
                if (!lines.isEmpty()) {
                    journal.verdict(attempt, attempt.check());
                }
            }
            journal.command("never", "of an exercise that was not opened", 0);
        }
        var recordings = Recording.of(Submission.read(handed.handIn("bob", "bob", Files.readAllBytes(file))));
        assertEquals(
                Map.of("half", new Recording(List.of(new Recording.Line("second", 6), new Recording.Line("third", 5)))),
                recordings);
    }

    @Test
    void moreLinesThanAnybodyTypesAreRefused() throws Exception {
        var handed = new Handed(dir);
        Path file = dir.resolve("eve.jsonl");
        try (var journal = Journal.open(file)) {
            journal.opened(attempt(handed, Handed.course().get(0)), Map.of());
            journal.command("easy", "x".repeat(70_000), 0);
        }
        var submission = Submission.read(handed.handIn("eve", "eve", Files.readAllBytes(file)));
        assertThrows(RefusedException.class, () -> Recording.of(submission));
    }
}
