package lab.grader.mark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lab.exercises.CheckSpec;
import lab.exercises.Exercise;
import lab.exercises.Timing;
import lab.exercises.Values;
import lab.grader.Handed;
import lab.grader.PastAttempt;
import lab.grader.submission.Refusal;
import lab.grader.submission.SigningKey;
import lab.lessons.Phrase;
import lab.runtime.observe.Reading;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for {@link Marker} and the flags beside the marks. */
final class MarkerTests {
    @TempDir
    private Path dir;

    private Handed handed = new Handed(Path.of(""));

    @BeforeEach
    void course() {
        handed = new Handed(dir);
    }

    private Graded one(Path file) {
        return handed.grade(file).get(0);
    }

    private static List<String> flags(Graded graded) {
        return graded.flags().stream().map(Flag::word).toList();
    }

    private static Standing standing(Graded graded, int exercise, int check) {
        return graded.exercises().get(exercise).checks().get(check).standing();
    }

    private String journal(String student) throws IOException {
        return Files.readString(handed.journal(student));
    }

    private Path handIn(String file, String student, String journal) throws IOException {
        return handed.handIn(file, student, journal.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void recordedFactsAreJudgedAsTheKernelWas() throws IOException {
        Graded graded = one(handed.handIn("ada"));
        assertEquals(Optional.empty(), graded.refusal());
        assertEquals(
                List.of(4, 3, 0),
                graded.exercises().stream().map(ExerciseMark::points).toList());
        assertEquals(7, graded.points());
        assertEquals(10, graded.most());
        assertEquals(Standing.MET, standing(graded, 0, 0));
        assertEquals(Standing.NOT_MET, standing(graded, 1, 1));
        assertEquals(Standing.UNTRIED, standing(graded, 2, 0));
        assertEquals(List.of(), flags(graded));
        CheckMark missing = graded.exercises().get(1).checks().get(1);
        assertTrue(missing.wanted().startsWith("container('"), missing.wanted());
        assertTrue(
                missing.observed().get(0).contains("exists: false"),
                missing.observed().toString());
    }

    @Test
    void aVerdictThatClaimsMoreThanItsFactsBringsNothing() throws IOException {
        String forged = journal("bob").replace("\"outcome\":\"not met\"", "\"outcome\":\"met\"");
        Graded graded = one(handIn("bob", "bob", forged));
        assertEquals(7, graded.points());
        assertEquals(List.of("other-outcome"), flags(graded));
    }

    @Test
    void anotherStudentsWorkBringsNothingUnderOnesOwnName() throws IOException {
        String box = (String)
                Handed.values("ada", Handed.course().get(1)).variables().get("box");
        String work = journal("ada").replace("\"value\":false", "\"value\":true");
        Graded owner = one(handIn("ada", "ada", work));
        assertEquals(9, owner.points(), box);
        Graded copier = one(handIn("eve", "eve", work));
        assertEquals(7, copier.points());
        assertEquals(Standing.OPEN, standing(copier, 1, 1));
    }

    @Test
    void seedsOfAnotherCourseAreTold() throws IOException {
        Path file = handed.handIn("ada");
        Graded graded = new Marker(handed.expressions, Handed.course(), new byte[] {1})
                .mark(List.of(file))
                .get(0);
        assertEquals(List.of("other-seed", "other-seed"), flags(graded));
    }

    @Test
    void whatTwoSubmissionsShareIsTold() throws IOException {
        String journal = journal("ada");
        SigningKey key = SigningKey.open(dir.resolve("shared"));
        Path first = handed.handIn("a", "ada", journal.getBytes(StandardCharsets.UTF_8), key);
        Path second = handed.handIn("b", "ada", journal.getBytes(StandardCharsets.UTF_8), key);
        Path third = handIn("c", "eve", journal("eve").replaceAll("\"boot\":\"[^\"]*\"", "\"boot\":\"other\""));
        Map<String, Graded> all =
                handed.grade(third, second, first).stream().collect(Collectors.toMap(Graded::file, g -> g));
        assertEquals(List.of("same-student", "same-key", "same-boot"), flags(all.get("a.labz")));
        assertEquals(List.of("b.labz"), all.get("a.labz").flags().get(0).details());
        assertEquals(List.of("broken-chain"), flags(all.get("c.labz")));
    }

    @Test
    void theSameCommandsAtTheSameMomentsAreTold() throws IOException {
        String journal = journal("ada");
        String command = journal.lines()
                .filter(line -> line.contains("\"what\":\"command\""))
                .findFirst()
                .orElseThrow();
        StringBuilder typed = new StringBuilder(journal);
        for (int i = 0; i < 3; i++) {
            typed.append(command.replace("\"line\":\"hostname\"", "\"line\":\"try " + i + "\""))
                    .append('\n');
        }
        Path first = handIn("a", "ada", typed.toString());
        Path second = handIn("b", "bob", typed.toString());
        for (Graded graded : handed.grade(first, second)) {
            assertTrue(flags(graded).contains("same-times"), flags(graded).toString());
        }
    }

    @Test
    void theOrderOfTheFilesMakesNoDifference() throws IOException {
        Path a = handed.handIn("ada");
        Path b = handed.handIn("bob");
        Path c = Files.writeString(dir.resolve("c.labz"), "junk");
        assertEquals(handed.grade(a, b, c).toString(), handed.grade(c, b, a, b).toString());
    }

    @Test
    void aClockThatWentBackIsTold() throws IOException {
        String journal = journal("ada");
        String later = journal.replaceFirst("\"at\":\"20", "\"at\":\"30");
        assertTrue(flags(one(handIn("ada", "ada", later))).contains("clock-back"));
        String never = journal.replaceFirst("\"at\":\"[^\"]*\"", "\"at\":\"+1000000000-12-31T23:59:59.999999999Z\"");
        assertTrue(flags(one(handIn("ada", "ada", never))).contains("clock-back"));
    }

    @Test
    void listsWithoutEndAreRefusedNotBuilt() throws IOException {
        String fact = "{\"path\":\"size(processes)\",\"value\":9223372036854775807,\"source\":\"s\"}";
        String bomb = journal("ada").replace("\"facts\":[", "\"facts\":[" + fact + ",");
        assertEquals(
                Refusal.Kind.TOO_MUCH_WORK,
                one(handIn("ada", "ada", bomb)).refusal().orElseThrow().kind());
    }

    @Test
    void looksWithoutEndAreRefused() throws IOException {
        String journal = journal("ada");
        String look = "{\"what\":\"verdict\",\"exercise\":\"easy\",\"checks\":[]}\n";
        assertEquals(
                Refusal.Kind.TOO_MUCH_WORK,
                one(handIn("ada", "ada", journal + look.repeat(20_001)))
                        .refusal()
                        .orElseThrow()
                        .kind());
    }

    @Test
    void factsOfAnyOddKindLeaveACheckOpen() throws IOException {
        for (String odd : List.of("{}", "[[1]]", "{\"a\":1}", "123456789012345678901234567890", "[null]")) {
            String journal = journal("ada").replaceAll("\"value\":\"[^\"]*\"", "\"value\":" + odd);
            Graded graded = one(handIn("ada", "ada", journal));
            assertEquals(Optional.empty(), graded.refusal(), odd);
            assertEquals(0, graded.points(), odd);
        }
    }

    @Test
    void aHoldNeedsLooksThatAreFarEnoughApart() {
        Exercise exercise = Handed.exercise(
                "held",
                new CheckSpec(
                        "up", Phrase.of("up"), "container(box).exists", new Timing.Hold(Duration.ofSeconds(2)), 1));
        Values values = Handed.values("ada", exercise);
        String path = "container('" + values.variables().get("box") + "').exists";
        PastAttempt attempt = PastAttempt.open(handed.expressions, exercise, values, Map.of());
        Map<String, Reading> there = Map.of(path, new Reading.Value(true, "s"));
        assertEquals(0, attempt.look(there, Handed.CREATED, 0).points());
        assertEquals(0, attempt.look(there, Handed.CREATED, 1_999_999_999L).points());
        assertEquals(1, attempt.look(there, Handed.CREATED, 2_000_000_000L).points());
        attempt.interrupted();
        assertEquals(0, attempt.look(there, Handed.CREATED, 9_000_000_000L).points());
    }
}
