package lab.lessons.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import lab.lessons.Beat;
import lab.lessons.Block;
import lab.lessons.CourseEntry;
import lab.lessons.Inline;
import lab.lessons.Language;
import lab.lessons.Lesson;
import lab.lessons.Phrase;
import lab.lessons.Question;
import lab.lessons.Step;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LessonCompilerTests {
    private static final CourseEntry ENTRY =
            new CourseEntry(3, "views", Phrase.of("Views"), Phrase.of("What one sees."), true);

    private final Asciidoc asciidoc = Asciidoc.start();

    @AfterAll
    void close() {
        asciidoc.close();
    }

    @Test
    void compilesEveryBeatOfAStep() {
        Step step = step("""
                Two *shells*.

                [predict, answer=b]
                a:: the new `name`
                b:: the old one

                [reply, a]
                Not quite.

                [reply]
                --
                Look:

                * one
                --

                [do]
                ----
                observe host.hostname

                hostname
                ----

                [predict, answer=2, tolerance=0.5]
                How many?

                [predict, observed="host.ns.uts"]
                Which number?

                [practice]
                uts-own
                """);

        assertEquals("3.1", step.id());
        assertEquals(
                List.of(
                        new Beat.Tell(List.of(new Block.Paragraph(new Phrase(List.of(
                                new Inline.Text("Two "),
                                new Inline.Strong(Phrase.of("shells")),
                                new Inline.Text(".")))))),
                        new Beat.Predict(
                                new Question.OneOf(
                                        List.of(
                                                new Question.Choice(
                                                        "a",
                                                        new Phrase(List.of(
                                                                new Inline.Text("the new "), new Inline.Code("name")))),
                                                new Question.Choice("b", Phrase.of("the old one"))),
                                        "b"),
                                List.of(
                                        new Beat.Reply(Optional.of("a"), List.of(paragraph("Not quite."))),
                                        new Beat.Reply(
                                                Optional.empty(),
                                                List.of(
                                                        paragraph("Look:"),
                                                        new Block.Bullets(false, List.of(Phrase.of("one"))))))),
                        new Beat.Do(List.of("observe host.hostname", "hostname")),
                        new Beat.Tell(List.of(paragraph("How many?"))),
                        new Beat.Predict(new Question.Quantity(2, 0.5), List.of()),
                        new Beat.Tell(List.of(paragraph("Which number?"))),
                        new Beat.Predict(new Question.Observed("host.ns.uts"), List.of()),
                        new Beat.Practice("uts-own")),
                step.beats());
    }

    @Test
    void compilesEveryKindOfBlock() {
        TreeMap<String, String> arguments = new TreeMap<>();
        arguments.put("ns", "uts");
        arguments.put("of", "host container:twin");

        assertEquals(
                List.of(
                        new Block.Heading(Phrase.of("More")),
                        new Block.Listing("sh", List.of("a {b} <c>", "", "d")),
                        new Block.Bullets(true, List.of(Phrase.of("one"), Phrase.of("two"))),
                        new Block.Definitions(List.of(new Block.Definition(Phrase.of("term"), Phrase.of("meaning"))))),
                told("""
                        === More

                        [source,sh]
                        ----
                        a {b} <c>

                        d
                        ----

                        . one
                        . two

                        //-

                        term:: meaning
                        """));
        assertEquals(
                List.of(
                        new Block.Table(
                                List.of(Phrase.of("A"), Phrase.of("B")),
                                List.of(List.of(Phrase.of("1"), Phrase.of("2")))),
                        new Block.Note(Block.NoteKind.TIP, Phrase.of("Mind.")),
                        new Block.Figure("ns-picture", arguments, Phrase.of("Who points where."))),
                told("""
                        |===
                        |A |B

                        |1 |2
                        |===

                        TIP: Mind.

                        [figure, ns-picture, ns=uts, of="host container:twin"]
                        Who points where.
                        """));
    }

    @Test
    void keepsWordsAsTheyWereWritten() {
        assertEquals(
                List.of(new Block.Paragraph(new Phrase(List.of(
                        new Inline.Text("it's a -- b... -> \"c\" <d> & "),
                        new Inline.Code("unshare --uts 'x' && y"),
                        new Inline.Text(", "),
                        new Inline.Key("Ctrl+C"),
                        new Inline.Text(" "),
                        new Inline.Link("https://kernel.org", Phrase.of("here")),
                        new Inline.Text(" {secs}"))))),
                told("""
                        it's a -- b... -> "c" <d> &
                        `unshare --uts 'x' && y`, kbd:[Ctrl+C] https://kernel.org[here] {secs}
                        """));
        assertEquals(
                List.of(new Block.Bullets(false, List.of(Phrase.of("it's a -- b... -> (C)")))),
                told("* it's a -- b... -> (C)\n"));
    }

    @Test
    void takesMarksThatAKoreanParticleFollows() {
        assertEquals(
                List.of(new Block.Paragraph(
                        new Phrase(List.of(new Inline.Code("unshare"), new Inline.Text("는 청합니다."))))),
                told("``unshare``는 청합니다.\n"));
    }

    @Test
    void findsMarksThatDidNotTake() {
        assertProblem(
                "views.adoc:6:4: the mark at '`unshare`는 청' did not take: it is not closed, or a letter follows the closing one (then double both marks: ``x``)",
                "첫 줄.\n도구 `unshare`는 청합니다.\n");
        assertProblem(
                "views.adoc:5:3: the mark at '*b' did not take: it is not closed, or a letter follows the closing one (then double both marks: ``x``)",
                "a *b\n");
    }

    @Test
    void refusesMarkupThatATerminalCanNotShow() {
        assertProblem(
                "views.adoc:5:1: a lesson can't show the markup 'superscript'; use `code`, *strong*, _emphasis_, kbd:[key] or a link",
                "2^10^ bytes\n");
        assertProblem("views.adoc:5:1: a lesson can't show a block of the kind 'image'", "image::a.png[]\n");
    }

    @Test
    void guessesWhatAnUnknownBlockWasMeantToBe() {
        assertProblem("views.adoc:5:2: unknown block [figur]; did you mean 'figure'?", "[figur, ns-picture]\nText.\n");
        assertProblem(
                "views.adoc:5:10: unknown figure 'ns-pictur'; did you mean 'ns-picture'?",
                "[figure, ns-pictur, ns=uts, of=host]\nText.\n");
        assertProblem(
                "views.adoc:5:33: 'hots' is no subject of a figure; known: host, workbench, containers, container:NAME",
                "[figure, ns-picture, ns=uts, of=hots]\nText.\n");
        assertProblem(
                "views.adoc:5:1: a listing wants a language, as in [source,sh]; known: c, java, lab, sh, text",
                "----\nx\n----\n");
    }

    @Test
    void checksAQuestionAndItsReplies() {
        assertProblem(
                "views.adoc:5:2: the question's 'answer=c' is none of its choices", "[predict, answer=c]\na:: one\n");
        assertProblem(
                "views.adoc:8:9: the question has no choice 'c'",
                "[predict, answer=a]\na:: one\n\n[reply, c]\nWhat?\n");
        assertProblem("views.adoc:5:2: a [reply] belongs right after a [predict]", "[reply]\nWhat?\n");
    }

    @Test
    void checksTheFrameOfALesson() {
        assertEquals(
                List.of(
                        "views.adoc:1:1: the course calls this lesson 'Views', here it is 'Vews'",
                        "views.adoc:2:2: unknown attribute 'idd' in the header",
                        "views.adoc:4:1: every text of a lesson belongs to a step: put '== Title' before it",
                        "views.adoc:6:1: the step lacks a key: put '[#key]' on the line before its title"),
                problems("= Vews\n:idd: x\n\nLost.\n\n== Title\n\nText.\n"));
    }

    @Test
    void passesOnWhatTheParserComplainsOf() {
        assertProblem("views.adoc:5:1: unterminated listing block", "[source,sh]\n----\nx\n");
    }

    @Test
    void refusesAScreenThatIsTooTall() {
        assertProblem(
                "views.adoc:3:1: step 3.1 has a screen of 20 lines; 17 fit into 80x24 with the prompt: split the step or shorten it",
                "One.\n\n".repeat(10));
        assertEquals(
                List.of(), problems(lesson("One.\n\n".repeat(5) + "[do]\n----\nx\n----\n\n" + "Two.\n\n".repeat(8))));
    }

    @Test
    void countsAWideCharacterAsTwoColumns() {
        assertEquals(11, ScreenSize.columns("UTS 이름abc"));
        assertEquals(2, ScreenSize.lines(Phrase.of("가나다 라마바"), 12));
        assertEquals(1, ScreenSize.lines(Phrase.of("가나다 라마바"), 13));
    }

    @Test
    void comparesATranslationWithTheOriginal() {
        Lesson original = compile(lesson("[do]\n----\nhostname\n----\n"), new Problems());
        Problems found = new Problems();
        Source translation = Source.of("ko/views.adoc", lesson("[do]\n----\nuname\n----\n"), found);

        Outline.compare(
                original, new LessonCompiler(asciidoc).compile(translation, ENTRY, Language.KOREAN), translation);

        assertEquals(
                "[ko/views.adoc:3:1: differs from en: wanted 'do hostname', found 'do uname']",
                found.list().toString());
    }

    private List<Block> told(String body) {
        return assertInstanceOf(Beat.Tell.class, step(body).beats().get(0)).blocks();
    }

    private Step step(String body) {
        Problems found = new Problems();
        Lesson lesson = compile(lesson(body), found);
        assertEquals(List.of(), found.list());
        return lesson.steps().get(0);
    }

    private void assertProblem(String wanted, String body) {
        List<String> found = problems(lesson(body));
        assertTrue(found.contains(wanted), () -> "wanted: " + wanted + "\nfound:  " + found);
    }

    private List<String> problems(String text) {
        Problems found = new Problems();
        compile(text, found);
        return found.list().stream().map(Problem::toString).toList();
    }

    private Lesson compile(String text, Problems found) {
        return new LessonCompiler(asciidoc).compile(Source.of("views.adoc", text, found), ENTRY, Language.ENGLISH);
    }

    private static String lesson(String body) {
        return "= Views\n\n[#one]\n== Title\n" + body;
    }

    private static Block paragraph(String text) {
        return new Block.Paragraph(Phrase.of(text));
    }
}
