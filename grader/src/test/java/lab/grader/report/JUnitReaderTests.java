package lab.grader.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lab.grader.Handed;
import lab.grader.mark.Graded;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.SurefireReportParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that Maven Surefire's own reader takes our JUnit XML for what it is. */
final class JUnitReaderTests {

    @TempDir
    private Path dir;

    @Test
    void surefireFindsEveryCheckUnderItsExerciseAndLesson() throws Exception {
        var handed = new Handed(dir);
        List<Graded> marks = handed.grade(handed.handIn("ada"));
        var sheet = new Sheet((key, arguments) -> key + List.of(arguments), Map.of(), Instant.EPOCH);
        Path reports = Files.createDirectory(dir.resolve("reports"));
        Files.writeString(reports.resolve("TEST-ada.xml"), Format.JUNIT.fill(marks, sheet));
        var parser = new SurefireReportParser(List.of(reports.toFile()), new NullConsoleLogger());
        var suites = parser.parseXMLReportFiles();
        Map<String, Object> summary = parser.getSummary(suites);
        assertEquals(
                List.of("views.easy", "views.half", "views.never"),
                suites.stream().map(suite -> suite.getFullClassName()).toList());
        assertEquals("4", String.valueOf(summary.get("totalTests")), summary.toString());
        List<ReportTestCase> cases =
                suites.stream().flatMap(suite -> suite.getTestCases().stream()).toList();
        assertEquals("label of same", cases.get(0).getName());
        assertTrue(cases.get(0).isSuccessful());
        assertTrue(cases.get(2).hasFailure(), cases.toString());
        assertTrue(String.valueOf(cases.get(2).getFailureDetail()).contains("container"));
        assertTrue(cases.get(3).hasSkipped(), "nobody tried it");
    }
}
