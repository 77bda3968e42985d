package lab.grader.mark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lab.exercises.Exercise;
import lab.grader.Attempt;
import lab.grader.Handed;
import lab.grader.journal.Journal;
import lab.runtime.observe.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for the terms of an assignment. */
final class AssignmentTests {

    private static final String ALL = """
            # namespaces, first week
            course = spring
            exercises = easy, half
            due = 2026-04-16T18:00:00Z
            hints = 1
            solutions = no
            attempts = 2
            cool-down = 10m
            skips = no
            content = 0123456789abcdef
            """;

    @TempDir
    private Path dir;

    private Assignment read(String text) throws IOException {
        return Assignment.read(Files.writeString(dir.resolve("week1.txt"), text));
    }

    @Test
    void aFileSaysWhatIsAskedForAndHow() throws IOException {
        assertEquals(
                new Assignment(
                        "spring",
                        List.of("easy", "half"),
                        Optional.of(Instant.parse("2026-04-16T18:00:00Z")),
                        OptionalInt.of(1),
                        false,
                        OptionalInt.of(2),
                        Duration.ofMinutes(10),
                        false,
                        "0123456789abcdef"),
                read(ALL));
        assertEquals(Assignment.NONE, read("# nothing\n"));
    }

    @Test
    void whatCanNotBeMeantIsNamed() {
        for (var wrong : Map.of(
                        "hint = 1", "\"hint\"",
                        "hints = many", "whole number",
                        "due = tomorrow", "tomorrow",
                        "cool-down = soon", "10m",
                        "skips = maybe", "yes or no")
                .entrySet()) {
            var refused = assertThrows(IOException.class, () -> read(wrong.getKey()));
            assertTrue(refused.getMessage().contains(wrong.getValue()), refused.getMessage());
        }
    }

    @Test
    void whatDoesNotKeepToTheTermsIsToldAndChangesNoMark() throws Exception {
        var handed = new Handed(dir);
        Exercise easy = Handed.course().get(0);
        Path file = dir.resolve("ada.jsonl");
        try (var journal = Journal.open(file)) {
            for (var i = 0; i < 3; i++) {
                var attempt = Attempt.open(handed.expressions, easy, Handed.values("ada", easy), new Scope.Empty());
                journal.opened(attempt, Map.of());
                journal.hint(attempt, easy.ladder().get(0));
                journal.verdict(attempt, attempt.check());
                journal.solution("easy", "lab");
            }
            assertEquals(3, journal.begun("easy").size());
        }
        var graded = handed.grade(handed.handIn("ada", "ada", Files.readAllBytes(file)))
                .get(0);
        var checked = Terms.check(graded, read(ALL));
        assertEquals(graded.points(), checked.points());
        assertEquals(
                List.of(
                        "late",
                        "other-content",
                        "more-hints",
                        "more-attempts",
                        "too-soon",
                        "too-soon",
                        "solution-shown"),
                checked.flags().stream().map(Flag::word).toList());
        assertEquals(graded.flags(), Terms.check(graded, Assignment.NONE).flags());
    }
}
