package lab.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import lab.lessons.format.DocumentInput;
import lab.lessons.format.DocumentOutput;
import lab.lessons.format.LessonFormat;
import org.junit.jupiter.api.Test;

class LessonFormatTests {
    @Test
    void readsBackEveryKindOfPart() throws IOException {
        Lessons lessons = lessons();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        DocumentOutput out = DocumentOutput.of(bytes);
        LessonFormat.write(lessons, out);
        out.flush();

        assertEquals(
                lessons, LessonFormat.read(DocumentInput.of("test", new ByteArrayInputStream(bytes.toByteArray()))));
    }

    @Test
    void refusesDataOfAnotherVersion() {
        byte[] foreign = {1, 2, 3, 4, 5};

        IOException refusal = assertThrows(
                IOException.class, () -> DocumentInput.of("lessons.en", new ByteArrayInputStream(foreign)));

        assertTrue(refusal.getMessage().startsWith("lessons.en begins with 01020304"), refusal.getMessage());
    }

    @Test
    void findsALessonByNumberIdAndBeginning() {
        Lessons lessons = lessons();

        assertEquals(3, lessons.find("3").orElseThrow().number());
        assertEquals(3, lessons.find("namespaces-1").orElseThrow().number());
        assertEquals(3, lessons.find("Name").orElseThrow().number());
        assertEquals(Optional.empty(), lessons.find(""));
        assertEquals(Optional.empty(), lessons.find("4"));
    }

    @Test
    void repliesToAChoiceFirstAndThenToAnyAnswer() {
        Block special = new Block.Paragraph(Phrase.of("to a"));
        Block general = new Block.Paragraph(Phrase.of("to all"));
        Beat.Predict predict = new Beat.Predict(
                new Question.Quantity(1, 0),
                List.of(
                        new Beat.Reply(Optional.of("a"), List.of(special)),
                        new Beat.Reply(Optional.empty(), List.of(general))));

        assertEquals(List.of(special, general), predict.reply("a"));
        assertEquals(List.of(general), predict.reply("b"));
    }

    private static Lessons lessons() {
        Phrase mixed = new Phrase(List.of(
                new Inline.Text("a "),
                new Inline.Code("b"),
                new Inline.Strong(Phrase.of("c")),
                new Inline.Emphasis(Phrase.of("d")),
                new Inline.Link("https://kernel.org", Phrase.of("e")),
                new Inline.Key("Ctrl+C")));
        TreeMap<String, String> arguments = new TreeMap<>();
        arguments.put("ns", "uts");
        arguments.put("of", "host workbench");
        List<Block> blocks = List.of(
                new Block.Heading(mixed),
                new Block.Paragraph(mixed),
                new Block.Listing("sh", List.of("one", "", "two")),
                new Block.Bullets(true, List.of(mixed)),
                new Block.Definitions(List.of(new Block.Definition(mixed, mixed))),
                new Block.Table(List.of(mixed, mixed), List.of(List.of(mixed, Phrase.of("\uac00")))),
                new Block.Note(Block.NoteKind.TIP, mixed),
                new Block.Figure("ns-picture", arguments, mixed));
        List<Beat> beats = List.of(
                new Beat.Tell(blocks),
                new Beat.Predict(
                        new Question.OneOf(List.of(new Question.Choice("a", mixed)), "a"),
                        List.of(new Beat.Reply(Optional.of("a"), blocks), new Beat.Reply(Optional.empty(), List.of()))),
                new Beat.Predict(new Question.Quantity(2.5, 0.1), List.of()),
                new Beat.Predict(new Question.Observed("host.ns.uts"), List.of()),
                new Beat.Do(List.of("hostname", "lsns")),
                new Beat.Practice("uts-new"));
        Lesson lesson = new Lesson(
                3, "namespaces-1", Language.KOREAN, mixed, mixed, List.of(new Step("shells", 3, 1, mixed, beats)));
        return new Lessons(
                Language.KOREAN, List.of(new CourseEntry(3, "namespaces-1", mixed, mixed, true)), List.of(lesson));
    }
}
