package lab.shell.homework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import lab.grader.mark.Flag;
import lab.grader.report.Format;
import lab.grader.submission.Refusal;
import lab.runtime.container.LabPaths;
import lab.shell.command.Commands;
import lab.shell.command.Session;
import lab.shell.learn.Enrolment;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Resources;
import lab.shell.session.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/** Tests for {@code submit} and {@code grade} as they are typed. */
final class HomeworkTests {

    private static final String LINE = "{\"v\":2,\"prev\":\"" + "0".repeat(64)
            + "\",\"at\":\"2026-04-16T18:54:36Z\",\"what\":\"opened\",\"exercise\":\"uts-own\",\"start\":[]}\n";

    @TempDir
    private Path dir;

    /** What a command printed, and its exit code. */
    private record Said(int code, String out) {}

    private Said lab(String... words) throws IOException {
        var out = new ByteArrayOutputStream();
        var paths = new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state"));
        var settings = Settings.of(Map.of("LANG", "C.UTF-8", "LAB_STUDENT", "ada"), false)
                .with(paths);
        try (var session = new Session(new Lab(settings, Console.over(out, out)), null)) {
            var code = new Commands(session).run(List.of(words));
            return new Said(code, out.toString(StandardCharsets.UTF_8));
        }
    }

    private void work() throws IOException {
        var paths = new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state"));
        var journal = Enrolment.journal(Settings.of(Map.of(), false).with(paths));
        Files.createDirectories(journal.getParent());
        Files.writeString(journal, LINE);
    }

    private Path file(String name) {
        return dir.resolve(name);
    }

    @Test
    void whoHasDoneNothingIsToldSo() throws IOException {
        var said = lab("submit");
        assertEquals(Commands.FAILED, said.code());
        assertTrue(said.out().contains("nothing to hand in"), said.out());
    }

    @Test
    void aSubmissionIsWrittenAndMarked() throws IOException {
        work();
        var said = lab("submit", "--name", "Ada L.", file("ada.labz").toString());
        assertEquals(0, said.code(), said.out());
        assertTrue(said.out().contains("ada.labz") && said.out().contains("uts-own"), said.out());
        var graded = lab("grade", file("ada.labz").toString(), "--exercises", "uts-own");
        assertEquals(0, graded.code(), graded.out());
        assertTrue(graded.out().contains("ada.labz (Ada L.)  0/10"), graded.out());
    }

    @Test
    void aClassIsMarkedInOneGoWhateverIsAmongItsFiles() throws IOException {
        work();
        lab("submit", file("a.labz").toString());
        Files.write(file("b.labz"), Arrays.copyOf(Files.readAllBytes(file("a.labz")), 300));
        Files.writeString(file("c.txt"), "not asked for");
        var said = lab("grade", dir.toString(), "--csv", file("marks.csv").toString());
        assertEquals(1, said.code(), said.out());
        assertTrue(said.out().contains("1 marked, 1 refused."), said.out());
        assertTrue(said.out().contains("[FAIL] b.labz"), said.out());
        assertEquals(3, Files.readAllLines(file("marks.csv")).size());
    }

    @Test
    void everyFormatIsWrittenForEachSubmissionIntoAFolder() throws IOException {
        work();
        lab("submit", file("a.labz").toString());
        Files.createDirectories(file("more"));
        Files.copy(file("a.labz"), file("more/a.labz"));
        for (var format : Format.values()) {
            var out = file("out-" + format.word());
            var said = lab(
                    "grade",
                    file("a.labz").toString(),
                    file("more/a.labz").toString(),
                    "--format",
                    format.word(),
                    "--out",
                    out.toString());
            assertEquals(0, said.code(), said.out());
            assertTrue(Files.size(out.resolve("a." + format.extension())) > 0);
            assertTrue(Files.size(out.resolve("a-2." + format.extension())) > 0);
        }
    }

    @Test
    void aFormatForOneSubmissionAsksForAFolderIfThereAreMore() throws IOException {
        work();
        lab("submit", file("a.labz").toString());
        var two = lab("grade", file("a.labz").toString(), file("b.labz").toString(), "--format", "lti");
        assertEquals(Commands.FAILED, two.code());
        assertTrue(two.out().contains("--out"), two.out());
        var one = lab("grade", file("a.labz").toString(), "--format", "lti", "--set", "userId=u7");
        assertEquals("u7", JSON.std.mapFrom(one.out()).get("userId"));
    }

    @Test
    void mistakesInTheCommandAreNamed() throws IOException {
        var format = lab("grade", "x.labz", "--format", "junitt");
        assertEquals(Commands.FAILED, format.code());
        assertTrue(format.out().contains("\"junitt\"") && format.out().contains("junit, tap"), format.out());
        var exercise = lab("grade", "x.labz", "--exercises", "none-such");
        assertEquals(Commands.FAILED, exercise.code());
        assertTrue(exercise.out().contains("none-such"), exercise.out());
        var missing = lab("grade", file("x.labz").toString());
        assertEquals(1, missing.code());
        assertTrue(missing.out().contains("no such file"), missing.out());
        assertTrue(lab("grade", "--help").out().contains("Exit codes"));
        assertTrue(lab("submit", "--help").out().contains("Examples"));
    }

    @Test
    void aNameBecomesAFileInThisFolder() {
        assertEquals("Kim-Minji.labz", HandIn.file("Kim Minji").toString());
        assertEquals("김민지.labz", HandIn.file("김민지").toString());
        assertEquals("etc-passwd.labz", HandIn.file("../../etc/passwd").toString());
        assertEquals("submission.labz", HandIn.file("//").toString());
    }

    @Test
    void bothLanguagesHaveTheSameSentences() throws IOException {
        var english = keys("messages.properties");
        assertEquals(english, keys("messages_ko.properties"));
        for (var kind : Flag.Kind.values()) {
            assertTrue(english.contains(new Flag(kind, List.of()).key()), kind.name());
        }
        for (var kind : Refusal.Kind.values()) {
            assertTrue(english.contains(new Refusal(kind, List.of()).key()), kind.name());
        }
        assertFalse(english.isEmpty());
    }

    private static TreeSet<String> keys(String name) throws IOException {
        var all = new Properties();
        all.load(new StringReader(Resources.text(name)));
        return new TreeSet<>(all.stringPropertyNames());
    }
}
