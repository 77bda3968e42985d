package lab.grader.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import lab.grader.Handed;
import lab.grader.mark.Graded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.jr.ob.JSON;

/** Tests for each {@link Format}: names, types and allowed values of all fields, as the platforms document them. */
final class FormatTests {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00.500Z");

    @TempDir
    private Path dir;

    private List<Graded> good = List.of();
    private List<Graded> refused = List.of();
    private final Sheet sheet = new Sheet((key, args) -> key + " " + Arrays.toString(args), Map.of(), NOW);

    @BeforeEach
    void grade() throws Exception {
        Handed handed = new Handed(dir);
        good = handed.grade(handed.handIn("ada"));
        refused = handed.grade(Files.writeString(dir.resolve("=junk,\u001b[2J.labz"), "junk"));
    }

    private Map<String, Object> json(Format format, List<Graded> all) throws Exception {
        return JSON.std.mapFrom(format.fill(all, sheet));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(Object list) {
        return (List<Map<String, Object>>) list;
    }

    private static void has(Map<String, Object> object, Set<String> names) {
        assertEquals(new TreeSet<>(names), new TreeSet<>(object.keySet()));
    }

    @Test
    void everyFormatFillsInTheSameTextTwice() {
        for (Format format : Format.values()) {
            assertEquals(format.fill(good, sheet), format.fill(good, sheet), format.word());
            assertFalse(format.fill(refused, sheet).contains("\u001b"), format.word());
            assertEquals(format, Format.of(format.word()).orElseThrow());
            if (format.single()) {
                List<Graded> two = List.of(good.get(0), refused.get(0));
                assertThrows(IllegalArgumentException.class, () -> format.fill(two, sheet));
            }
        }
    }

    @Test
    void gradescopeGetsScoresAndStatesOfEachTest() throws Exception {
        Map<String, Object> result = json(Format.GRADESCOPE, good);
        has(
                result,
                Set.of(
                        "score",
                        "output",
                        "output_format",
                        "test_output_format",
                        "test_name_format",
                        "visibility",
                        "stdout_visibility",
                        "extra_data",
                        "tests"));
        assertEquals(7, result.get("score"));
        Set<String> formats = Set.of("text", "html", "simple_format", "md", "ansi");
        Set<String> visibilities = Set.of("visible", "hidden", "after_due_date", "after_published");
        assertTrue(formats.contains(result.get("output_format")));
        assertTrue(formats.contains(result.get("test_output_format")));
        assertTrue(formats.contains(result.get("test_name_format")));
        assertTrue(visibilities.contains(result.get("visibility")));
        assertTrue(visibilities.contains(result.get("stdout_visibility")));
        int sum = 0;
        for (Map<String, Object> test : objects(result.get("tests"))) {
            has(test, Set.of("score", "max_score", "status", "name", "number", "output", "tags", "visibility"));
            assertTrue(Set.of("passed", "failed").contains(test.get("status")));
            assertTrue(((String) test.get("number")).matches("\\d+\\.\\d+"));
            assertEquals(test.get("status").equals("passed"), test.get("score").equals(test.get("max_score")));
            sum += (Integer) test.get("score");
        }
        assertEquals(result.get("score"), sum);
        assertEquals(0, json(Format.GRADESCOPE, refused).get("score"));
    }

    @Test
    void githubsTwoWaysOfCountingAgree() throws Exception {
        Properties lines = new Properties();
        lines.load(new ByteArrayInputStream(Format.GITHUB.fill(good, sheet).getBytes(StandardCharsets.ISO_8859_1)));
        List<String> runners = List.of(lines.getProperty("LAB_RUNNERS").split(","));
        assertEquals(List.of("easy", "halfx3", "halfx2", "never"), runners);
        double shown = 0;
        int sent = 0;
        int most = 0;
        for (String runner : runners) {
            assertTrue(runner.matches("[a-zA-Z0-9]+"));
            String base64 = lines.getProperty(runner.toUpperCase(java.util.Locale.ROOT) + "_RESULTS");
            Map<String, Object> result = JSON.std.mapFrom(Base64.getDecoder().decode(base64));
            has(result, Set.of("version", "status", "max_score", "tests"));
            assertEquals(1, result.get("version"));
            assertTrue(Set.of("pass", "fail", "error").contains(result.get("status")));
            int passed = 0;
            List<Map<String, Object>> tests = objects(result.get("tests"));
            for (Map<String, Object> test : tests) {
                has(test, Set.of("name", "status", "score", "message", "test_code", "filename", "line_no", "duration"));
                assertEquals(0, test.get("line_no"));
                passed += test.get("status").equals("pass") ? 1 : 0;
                sent += (Integer) test.get("score");
            }
            shown += (double) passed / tests.size() * (Integer) result.get("max_score");
            most += (Integer) result.get("max_score");
        }
        assertEquals(sent, shown);
        assertEquals(7, sent);
        assertEquals(10, most);
    }

    @Test
    void classroom50GetsTheTimeOfHandingIn() throws Exception {
        Map<String, Object> result = json(Format.CLASSROOM50, good);
        has(
                result,
                Set.of(
                        "schema",
                        "classroom",
                        "assignment",
                        "assignment_type",
                        "owner",
                        "submission",
                        "commit",
                        "release",
                        "review",
                        "datetime",
                        "score",
                        "max-score",
                        "tests"));
        assertEquals("classroom50/result/v1", result.get("schema"));
        assertEquals("individual", result.get("assignment_type"));
        assertEquals(Handed.CREATED.toString(), result.get("datetime"));
        assertEquals(7, result.get("score"));
        assertEquals(10, result.get("max-score"));
        for (Map<String, Object> test : objects(result.get("tests"))) {
            assertTrue(test.get("test-name") instanceof String);
            assertTrue(test.get("passed") instanceof Boolean);
            assertTrue(test.get("score") instanceof Integer && test.get("max-score") instanceof Integer);
        }
        Sheet named = new Sheet(sheet.words(), Map.of("owner", "octo", "classroom", "c1"), NOW);
        assertEquals(
                "octo", JSON.std.mapFrom(Format.CLASSROOM50.fill(good, named)).get("owner"));
    }

    @Test
    void exercismGetsTestsInOrderAndAnErrorOnlyWhenNothingRan() throws Exception {
        Map<String, Object> result = json(Format.EXERCISM, good);
        has(result, Set.of("version", "status", "message", "tests"));
        assertEquals(3, result.get("version"));
        assertEquals("fail", result.get("status"));
        assertNull(result.get("message"));
        List<Map<String, Object>> tests = objects(result.get("tests"));
        assertEquals(
                List.of(1, 2, 2, 3),
                tests.stream().map(test -> test.get("task_id")).toList());
        for (Map<String, Object> test : tests) {
            has(test, Set.of("name", "status", "message", "output", "test_code", "task_id"));
            assertTrue(Set.of("pass", "fail", "error").contains(test.get("status")));
            assertTrue(((String) test.get("output")).length() <= 500);
            assertEquals(test.get("status").equals("pass"), test.get("message") == null);
        }
        Map<String, Object> error = json(Format.EXERCISM, refused);
        assertEquals("error", error.get("status"));
        assertTrue(error.get("message") instanceof String message && !message.isEmpty());
        assertEquals(List.of(), error.get("tests"));
    }

    @Test
    void prairieLearnGetsAShareAndNoGradeForARefusedFile() throws Exception {
        Map<String, Object> result = json(Format.PRAIRIELEARN, good);
        has(result, Set.of("gradable", "score", "message", "output", "format_errors", "images", "tests"));
        assertEquals(true, result.get("gradable"));
        assertEquals(0.7, result.get("score"));
        for (Map<String, Object> test : objects(result.get("tests"))) {
            has(test, Set.of("name", "description", "points", "max_points", "message", "output", "images"));
        }
        assertEquals(false, json(Format.PRAIRIELEARN, refused).get("gradable"));
    }

    @Test
    void ltiGetsAScoreWithItsMaximumAndTimesWithFractions() throws Exception {
        Map<String, Object> score = json(Format.LTI, good);
        has(
                score,
                Set.of(
                        "userId",
                        "scoreGiven",
                        "scoreMaximum",
                        "comment",
                        "timestamp",
                        "activityProgress",
                        "gradingProgress",
                        "submission"));
        assertEquals("ada", score.get("userId"));
        assertEquals(7.0, score.get("scoreGiven"));
        assertEquals(10.0, score.get("scoreMaximum"));
        assertEquals("2026-05-01T10:00:00.500Z", score.get("timestamp"));
        assertEquals(Map.of("submittedAt", "2026-04-16T18:54:36.736Z"), score.get("submission"));
        assertEquals("Submitted", score.get("activityProgress"));
        assertEquals("FullyGraded", score.get("gradingProgress"));
        Map<String, Object> failed = json(Format.LTI, refused);
        assertEquals("Failed", failed.get("gradingProgress"));
        assertFalse(failed.containsKey("scoreGiven"));
    }

    @Test
    void junitCountsWhatItHolds() throws Exception {
        String xml = Format.JUNIT.fill(List.of(good.get(0), refused.get(0)), sheet);
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertEquals("testsuites", root.getTagName());
        for (Element suite : List.of(root, element(root, "testsuite", 0), element(root, "testsuite", 1))) {
            assertEquals(suite.getAttribute("tests"), count(suite, "testcase"));
            assertEquals(suite.getAttribute("failures"), count(suite, "failure"));
            assertEquals(suite.getAttribute("errors"), count(suite, "error"));
            assertEquals(suite.getAttribute("skipped"), count(suite, "skipped"));
        }
        assertEquals("5", root.getAttribute("tests"));
        assertEquals("1", root.getAttribute("failures"));
        assertEquals("1", root.getAttribute("errors"));
        assertEquals("1", root.getAttribute("skipped"));
        Element first = element(root, "testcase", 0);
        assertEquals("views.easy", first.getAttribute("classname"));
        assertEquals("label of same", first.getAttribute("name"));
        assertEquals("ada.labz views", element(root, "testsuite", 0).getAttribute("name"));
    }

    private static Element element(Element parent, String name, int index) {
        return (Element) parent.getElementsByTagName(name).item(index);
    }

    private static String count(Element parent, String name) {
        return Integer.toString(parent.getElementsByTagName(name).getLength());
    }

    @Test
    void tapNumbersItsPointsAndKeepsItsPlan() {
        List<String> lines = Format.TAP.fill(good, sheet).lines().toList();
        assertEquals("TAP version 14", lines.get(0));
        assertEquals("1..4", lines.get(1));
        Pattern point = Pattern.compile("(not )?ok (\\d+) - [^#]+");
        List<String> points =
                lines.stream().filter(line -> point.matcher(line).matches()).toList();
        assertEquals(4, points.size());
        assertEquals("ok 1 - Title of easy: label of same", points.get(0));
        assertTrue(points.get(2).startsWith("not ok 3 - "));
        assertEquals(
                lines.stream().filter("  ---"::equals).count(),
                lines.stream().filter("  ..."::equals).count());
    }

    @Test
    void csvHasAColumnForEachExerciseAndNoFormulas() {
        String csv = Format.CSV.fill(List.of(good.get(0), refused.get(0)), sheet);
        List<String> lines = List.of(csv.split("\r\n"));
        assertEquals("file,student,name,submitted,status,score,max,easy,half,never,flags", lines.get(0));
        assertEquals("ada.labz,ada,Name of ada,2026-04-16T18:54:36.736Z,graded,7,10,4,3,0,", lines.get(1));
        assertTrue(lines.get(2).startsWith("\"'=junk,\uFFFD[2J.labz\",,,,"), lines.get(2));
        assertEquals(3, lines.size());
    }

    @Test
    void theLabsOwnFormTellsEverything() throws Exception {
        Map<String, Object> json = json(Format.JSON, List.of(good.get(0), refused.get(0)));
        assertEquals("lab/marks/1", json.get("format"));
        Map<String, Object> first = objects(json.get("submissions")).get(0);
        assertEquals("ada", first.get("student"));
        assertEquals(7, first.get("score"));
        Map<String, Object> half = objects(first.get("exercises")).get(1);
        assertEquals("not-met", half.get("standing"));
        assertEquals("half", half.get("exercise"));
        Map<?, ?> refusal = (Map<?, ?>) objects(json.get("submissions")).get(1).get("refused");
        assertEquals("no-zip", refusal.get("kind"));
    }
}
