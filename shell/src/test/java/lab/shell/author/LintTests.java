package lab.shell.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.grader.expression.Expressions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for {@link Lint} and {@link Sketch}. */
final class LintTests {

    @TempDir
    private Path dir;

    private final Expressions expressions = new Expressions();
    private Path english = Path.of("");
    private Path korean = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(dir.resolve("en/views"));
        var files = new Sketch(dir).write("views", "twice");
        english = files.get(0);
        korean = files.get(1);
    }

    private List<Remark> lint(String... ids) throws IOException {
        return new Lint(dir, expressions).run(List.of(ids));
    }

    private void change(Path file, String from, String to) throws IOException {
        var text = Files.readString(file);
        assertTrue(text.contains(from), from);
        Files.writeString(file, text.replace(from, to));
    }

    private Remark only() throws IOException {
        var faults = lint().stream().filter(Remark::fault).toList();
        assertEquals(1, faults.size(), faults.toString());
        return faults.get(0);
    }

    @Test
    void aSketchHasNothingToRemarkOn() throws IOException {
        assertEquals(List.of(), lint());
        assertEquals(List.of(), lint("twice"));
    }

    @Test
    void aSketchNeverOverwritesAndNamesWhatIsThere() {
        var again = assertThrows(IOException.class, () -> new Sketch(dir).write("views", "twice"));
        assertTrue(again.getMessage().contains("is there already"), again.getMessage());
        var lesson = assertThrows(IOException.class, () -> new Sketch(dir).write("vews", "more"));
        assertTrue(lesson.getMessage().contains("there are views"), lesson.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Sketch(dir).write("views", "../x"));
    }

    @Test
    void theNextSketchGetsTheNextNumber() throws IOException {
        var files = new Sketch(dir).write("views", "thrice");
        assertEquals("2", ExerciseText.read(files.get(0)).header().get("number").text());
    }

    @Test
    void anUnknownFactIsShownWithItsPlaceAndWhatWasMeant() throws IOException {
        change(english, "process(job).hostname == name", "process(job).hostnme == name");
        var remark = only();
        assertEquals("process(job).hostnme == name", Files.readAllLines(english).get(remark.line() - 1));
        assertEquals(14, remark.column());
        assertTrue(remark.message().contains("did you mean `hostname`?"), remark.message());
    }

    @Test
    void aHintsConditionIsReadToo() throws IOException {
        change(english, "process(job).exists && process(job)", "proces(job).exists && process(job)");
        var remark = only();
        assertEquals(Files.readAllLines(english).get(remark.line() - 1).indexOf("proces(") + 1, remark.column());
        assertTrue(remark.message().contains("process"), remark.message());
    }

    @Test
    void aParameterThatIsNotDeclaredIsNamedWithTheNearest() throws IOException {
        change(english, "is called `{name}`, as", "is called `{nmae}`, as");
        var faults = lint().stream().filter(Remark::fault).toList();
        assertTrue(faults.get(0).message().contains("'nmae'; did you mean 'name'?"), faults.toString());
        assertEquals(8, faults.get(0).line());
    }

    @Test
    void whatACheckAsksForMustBeToldToTheLearner() throws IOException {
        change(english, "that is called `{name}`, as far", "of its own, as far");
        change(english, "the machine it sees is called `{name}`", "the machine has its name");
        var messages = lint().stream().map(Remark::message).toList();
        assertTrue(
                messages.stream().anyMatch(m -> m.contains("the check 'named' asks for 'name'")), messages.toString());
    }

    @Test
    void aParameterThatNobodyUsesIsFound() throws IOException {
        change(english, ":param-name: name", ":param-name: name\n:param-spare: port");
        assertTrue(only().message().contains("'spare' is used nowhere"));
    }

    @Test
    void aCheckThatNoWrongAttemptFailsIsWorthAThought() throws IOException {
        change(english, "fails=\"running named\"", "fails=\"named\"");
        var remarks = lint();
        assertEquals(1, remarks.size(), remarks.toString());
        assertEquals(false, remarks.get(0).fault());
        assertTrue(remarks.get(0).message().contains("'running'"), remarks.toString());
    }

    @Test
    void aWrongAttemptThatFailsAnUnknownCheckIsFound() throws IOException {
        change(english, "fails=\"running named\"", "fails=\"runing named running\"");
        assertTrue(only().message().contains("did you mean 'running'?"));
    }

    @Test
    void aMissingTranslationIsFound() throws IOException {
        Files.delete(korean);
        var remark = only();
        assertEquals(korean, remark.file());
        assertTrue(remark.message().contains("is missing"));
    }

    @Test
    void aTranslationIsStaleAfterTheOriginalsWordsChanged() throws IOException {
        change(english, "Say which word or tool does it.", "Say which word or tool does that.");
        assertTrue(only().message().contains("has changed since"));
        change(english, "does that.", "does it.");
        change(english, "run -d base {job}", "run -d --rm base {job}");
        assertEquals(List.of(), lint(), "lines that are typed are not translated");
    }

    @Test
    void aTranslationWithoutAStampIsWorthAThought() throws IOException {
        change(korean, ":original: ", ":original-was: ");
        var remarks = lint();
        assertEquals(1, remarks.size(), remarks.toString());
        assertEquals(false, remarks.get(0).fault());
    }

    @Test
    void partsAndParametersOfATranslationAreThoseOfTheOriginal() throws IOException {
        change(korean, "[hint#unnamed]", "[hint#unamed]");
        change(korean, "기계 이름이 ``{name}``인 곳", "기계 이름이 ``{secs}``인 곳");
        var messages = lint().stream().map(Remark::message).toList();
        assertTrue(messages.contains("the translation of [hint#unnamed] is missing"), messages.toString());
        assertTrue(messages.contains("[text] does not name {name}, and the original does"), messages.toString());
        assertTrue(messages.contains("[text] names {secs}, and the original does not"), messages.toString());
        assertTrue(
                messages.contains("the original has no [hint#unamed]; did you mean 'hint#unnamed'?"),
                messages.toString());
    }

    @Test
    void anUnknownExerciseIsNamedWithTheNearest() {
        var unknown = assertThrows(IllegalArgumentException.class, () -> lint("twize"));
        assertTrue(unknown.getMessage().contains("did you mean 'twice'?"), unknown.getMessage());
    }

    @Test
    void theShippedExercisesHaveNoFaults() throws IOException {
        var faults = new Lint(Path.of("../exercises/src/main/content"), expressions)
                .run(List.of()).stream().filter(Remark::fault).toList();
        assertEquals(List.of(), faults);
    }
}
