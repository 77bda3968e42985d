package lab.exercises;

import java.io.IOException;
import java.time.Duration;
import lab.lessons.Language;
import lab.lessons.format.DocumentInput;
import lab.lessons.format.DocumentOutput;

/** Writes and reads all exercises of one language. */
public final class ExerciseFormat {
    private ExerciseFormat() {}

    /** Writes the exercises. */
    public static void write(Exercises exercises, DocumentOutput out) throws IOException {
        out.text(exercises.language().name());
        out.list(exercises.list(), exercise -> writeExercise(exercise, out));
    }

    /** Reads the exercises. */
    public static Exercises read(DocumentInput in) throws IOException {
        return new Exercises(Language.valueOf(in.text()), in.list(() -> readExercise(in)));
    }

    private static void writeExercise(Exercise exercise, DocumentOutput out) throws IOException {
        out.text(exercise.id());
        out.text(exercise.lesson());
        out.number(exercise.number());
        out.phrase(exercise.title());
        out.texts(exercise.needs().stream().map(Need::name).toList());
        out.texts(exercise.after());
        out.list(exercise.parameters().list(), parameter -> writeParameter(parameter, out));
        out.blocks(exercise.instructions());
        out.list(exercise.checks(), check -> {
            out.text(check.id());
            out.phrase(check.label());
            out.text(check.expression());
            writeTiming(check.timing(), out);
            out.number(check.points());
        });
        out.list(exercise.hints(), hint -> {
            out.text(hint.id());
            out.optional(hint.when());
            out.number(hint.dead() ? 1 : 0);
            out.blocks(hint.text());
        });
        out.list(exercise.solutions(), solution -> {
            out.text(solution.id());
            out.phrase(solution.title());
            out.texts(solution.lines());
            out.blocks(solution.tradeOff());
        });
        out.list(exercise.wrongAttempts(), wrong -> {
            out.text(wrong.id());
            out.phrase(wrong.title());
            out.texts(wrong.lines());
            out.texts(wrong.fails());
            out.optional(wrong.hint());
        });
    }

    private static Exercise readExercise(DocumentInput in) throws IOException {
        return new Exercise(
                in.text(),
                in.text(),
                in.number(),
                in.phrase(),
                in.texts().stream().map(Need::valueOf).toList(),
                in.texts(),
                new Parameters(in.list(() -> readParameter(in))),
                in.blocks(),
                in.list(() -> new CheckSpec(in.text(), in.phrase(), in.text(), readTiming(in), in.number())),
                in.list(() -> new Hint(in.text(), in.optional(), in.number() == 1, in.blocks())),
                in.list(() -> new Solution(in.text(), in.phrase(), in.texts(), in.blocks())),
                in.list(() -> new WrongAttempt(in.text(), in.phrase(), in.texts(), in.texts(), in.optional())));
    }

    private static void writeTiming(Timing timing, DocumentOutput out) throws IOException {
        if (timing instanceof Timing.Now) {
            out.tag('n');
        } else if (timing instanceof Timing.Ever) {
            out.tag('e');
        } else if (timing instanceof Timing.Hold hold) {
            out.tag('h');
            out.large(hold.duration().toMillis());
        } else if (timing instanceof Timing.GoneAfterSeen) {
            out.tag('g');
        } else if (timing instanceof Timing.While together) {
            out.tag('w');
            out.text(together.check());
        } else if (timing instanceof Timing.Before before) {
            out.tag('b');
            out.text(before.check());
        }
    }

    private static Timing readTiming(DocumentInput in) throws IOException {
        char tag = in.tag();
        return switch (tag) {
            case 'n' -> new Timing.Now();
            case 'e' -> new Timing.Ever();
            case 'h' -> new Timing.Hold(Duration.ofMillis(in.large()));
            case 'g' -> new Timing.GoneAfterSeen();
            case 'w' -> new Timing.While(in.text());
            case 'b' -> new Timing.Before(in.text());
            default -> throw in.unknown("timing", tag);
        };
    }

    private static void writeParameter(Parameter parameter, DocumentOutput out) throws IOException {
        out.text(parameter.name());
        if (parameter instanceof Parameter.OneOf oneOf) {
            out.tag('o');
            out.texts(oneOf.values());
        } else if (parameter instanceof Parameter.Range range) {
            out.tag('r');
            out.number(range.from());
            out.number(range.to());
            out.number(range.step());
        } else if (parameter instanceof Parameter.Name) {
            out.tag('n');
        } else if (parameter instanceof Parameter.Port) {
            out.tag('p');
        } else if (parameter instanceof Parameter.Token) {
            out.tag('t');
        } else if (parameter instanceof Parameter.Subnet) {
            out.tag('s');
        } else if (parameter instanceof Parameter.From from) {
            out.tag('f');
            out.text(from.template());
        }
    }

    private static Parameter readParameter(DocumentInput in) throws IOException {
        String name = in.text();
        char tag = in.tag();
        return switch (tag) {
            case 'o' -> new Parameter.OneOf(name, in.texts());
            case 'r' -> new Parameter.Range(name, in.number(), in.number(), in.number());
            case 'n' -> new Parameter.Name(name);
            case 'p' -> new Parameter.Port(name);
            case 't' -> new Parameter.Token(name);
            case 's' -> new Parameter.Subnet(name);
            case 'f' -> new Parameter.From(name, in.text());
            default -> throw in.unknown("parameter", tag);
        };
    }
}
