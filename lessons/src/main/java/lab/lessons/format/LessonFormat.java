package lab.lessons.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import lab.lessons.Beat;
import lab.lessons.CourseEntry;
import lab.lessons.Language;
import lab.lessons.Lesson;
import lab.lessons.Lessons;
import lab.lessons.Phrase;
import lab.lessons.Question;
import lab.lessons.Step;

/** Writes and reads all lessons of one language. */
public final class LessonFormat {
    private LessonFormat() {}

    /** Writes the lessons. */
    public static void write(Lessons lessons, DocumentOutput out) throws IOException {
        out.text(lessons.language().name());
        out.list(lessons.course(), entry -> {
            out.number(entry.number());
            out.text(entry.id());
            out.phrase(entry.title());
            out.phrase(entry.line());
            out.flag(entry.written());
        });
        out.list(lessons.lessons(), lesson -> {
            out.number(lesson.number());
            out.text(lesson.id());
            out.phrase(lesson.title());
            out.phrase(lesson.line());
            out.list(lesson.steps(), step -> writeStep(step, out));
        });
    }

    /** Reads the compiled lessons from the class path. */
    public static Lessons load(Language language) {
        String name = "lessons." + language.code();
        try (InputStream stream = Lessons.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("read " + name + ": not on the class path next to "
                        + Lessons.class.getName() + "; the lessons module was not built");
            }
            return read(DocumentInput.of(name, stream));
        } catch (IOException e) {
            throw new UncheckedIOException("read " + name + ": " + e.getMessage(), e);
        }
    }

    /** Reads the lessons. */
    public static Lessons read(DocumentInput in) throws IOException {
        Language language = Language.valueOf(in.text());
        List<CourseEntry> course =
                in.list(() -> new CourseEntry(in.number(), in.text(), in.phrase(), in.phrase(), in.flag()));
        List<Lesson> lessons = in.list(() -> readLesson(language, in));
        return new Lessons(language, course, lessons);
    }

    private static Lesson readLesson(Language language, DocumentInput in) throws IOException {
        int number = in.number();
        String id = in.text();
        Phrase title = in.phrase();
        Phrase line = in.phrase();
        return new Lesson(number, id, language, title, line, in.list(() -> readStep(number, in)));
    }

    private static void writeStep(Step step, DocumentOutput out) throws IOException {
        out.text(step.key());
        out.number(step.number());
        out.phrase(step.title());
        out.list(step.beats(), beat -> writeBeat(beat, out));
    }

    private static Step readStep(int lesson, DocumentInput in) throws IOException {
        return new Step(in.text(), lesson, in.number(), in.phrase(), in.list(() -> readBeat(in)));
    }

    private static void writeBeat(Beat beat, DocumentOutput out) throws IOException {
        if (beat instanceof Beat.Tell tell) {
            out.tag('t');
            out.blocks(tell.blocks());
        } else if (beat instanceof Beat.Predict predict) {
            out.tag('p');
            writeQuestion(predict.question(), out);
            out.list(predict.replies(), reply -> {
                out.optional(reply.letter());
                out.blocks(reply.blocks());
            });
        } else if (beat instanceof Beat.Do lines) {
            out.tag('d');
            out.texts(lines.lines());
        } else if (beat instanceof Beat.Practice practice) {
            out.tag('x');
            out.text(practice.exercise());
        }
    }

    private static Beat readBeat(DocumentInput in) throws IOException {
        char tag = in.tag();
        return switch (tag) {
            case 't' -> new Beat.Tell(in.blocks());
            case 'p' -> new Beat.Predict(readQuestion(in), in.list(() -> new Beat.Reply(in.optional(), in.blocks())));
            case 'd' -> new Beat.Do(in.texts());
            case 'x' -> new Beat.Practice(in.text());
            default -> throw in.unknown("beat", tag);
        };
    }

    private static void writeQuestion(Question question, DocumentOutput out) throws IOException {
        if (question instanceof Question.OneOf oneOf) {
            out.tag('c');
            out.list(oneOf.choices(), choice -> {
                out.text(choice.letter());
                out.phrase(choice.phrase());
            });
            out.text(oneOf.correct());
        } else if (question instanceof Question.Quantity quantity) {
            out.tag('q');
            out.fraction(quantity.value());
            out.fraction(quantity.tolerance());
        } else if (question instanceof Question.Observed observed) {
            out.tag('o');
            out.text(observed.expression());
        }
    }

    private static Question readQuestion(DocumentInput in) throws IOException {
        char tag = in.tag();
        return switch (tag) {
            case 'c' -> new Question.OneOf(in.list(() -> new Question.Choice(in.text(), in.phrase())), in.text());
            case 'q' -> new Question.Quantity(in.fraction(), in.fraction());
            case 'o' -> new Question.Observed(in.text());
            default -> throw in.unknown("question", tag);
        };
    }
}
