package lab.grader.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lab.exercises.Exercise;
import lab.grader.Handed;
import lab.grader.mark.Graded;
import lab.grader.mark.Marker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for what changes when the same files are marked once more. */
final class RegradeTests {

    @TempDir
    private Path dir;

    private Path written(List<Graded> marks) throws IOException {
        var sheet = new Sheet((key, arguments) -> key, Map.of(), Instant.EPOCH);
        return Files.writeString(dir.resolve("marks.json"), Format.JSON.fill(marks, sheet));
    }

    @Test
    void anotherCheckChangesMarksAndSaysWhy() throws Exception {
        var handed = new Handed(dir);
        var file = handed.handIn("ada");
        var before = handed.grade(file);
        var earlier = written(before);
        assertEquals(List.of(), Regrade.of(earlier, before).changes());
        List<Exercise> course = List.of(
                Handed.exercise("easy", Handed.check("same", "host.hostname == start.host.hostname", 6)),
                Handed.exercise(
                        "half",
                        Handed.check("same", "host.hostname == start.host.hostname", 3),
                        Handed.check("none", "!container(box).exists", 2)),
                Handed.course().get(2));
        var now = new Marker(handed.expressions, course, Handed.COURSE).mark(List.of(file));
        var regrade = Regrade.of(earlier, now);
        assertEquals(3, regrade.marks());
        assertEquals(
                List.of(
                        new Regrade.Change(
                                "ada.labz",
                                "easy",
                                4,
                                6,
                                List.of(new Regrade.Cause(Regrade.Kind.POINTS, List.of("same", "4", "6")))),
                        new Regrade.Change(
                                "ada.labz",
                                "half",
                                3,
                                5,
                                List.of(new Regrade.Cause(
                                        Regrade.Kind.WANTED,
                                        List.of(
                                                "none",
                                                now.get(0)
                                                        .exercises()
                                                        .get(1)
                                                        .checks()
                                                        .get(1)
                                                        .wanted()))))),
                regrade.changes());
        assertEquals(
                before.get(0).submission().orElseThrow().manifest().created(),
                now.get(0).submission().orElseThrow().manifest().created(),
                "the time of a submission never moves");
    }

    @Test
    void aFileThatWasNotMarkedThenIsNew() throws Exception {
        var handed = new Handed(dir);
        var earlier = written(handed.grade(handed.handIn("ada")));
        var both = handed.grade(dir.resolve("ada.labz"), handed.handIn("bob"));
        assertTrue(Regrade.of(earlier, both).changes().stream()
                .allMatch(change -> change.file().equals("bob.labz")
                        && change.causes().get(0).kind() == Regrade.Kind.NEW));
    }

    @Test
    void whatHoldsNoMarksIsNamed() throws Exception {
        var file = Files.writeString(dir.resolve("x.json"), "{}");
        assertTrue(assertThrows(IOException.class, () -> Regrade.of(file, List.of()))
                .getMessage()
                .contains("--format json"));
    }
}
