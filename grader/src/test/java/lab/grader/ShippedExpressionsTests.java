package lab.grader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.exercises.Seed;
import lab.grader.expression.Expressions;
import lab.grader.expression.MistakeException;
import lab.lessons.Beat;
import lab.lessons.Language;
import lab.lessons.Lesson;
import lab.lessons.Question;
import lab.lessons.format.LessonFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every expression of every exercise and lesson means something: grammar, names, types. */
final class ShippedExpressionsTests {
    private final Expressions expressions = new Expressions();
    private final List<String> mistakes = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Language.class)
    void ofExercisesNameOnlyKnownFactsAndParameters(Language language) {
        List<Exercise> all = Exercises.load(language).list();
        assertFalse(all.isEmpty(), "there are exercises to look at");
        for (Exercise exercise : all) {
            Map<String, Object> parameters = exercise.parameters()
                    .resolve(Seed.of(new byte[] {1}, "student", exercise.id()))
                    .variables();
            exercise.checks().forEach(check -> take(exercise, check.id(), check.expression(), parameters));
            exercise.misconceptions()
                    .forEach(hint -> take(exercise, hint.id(), hint.when().orElseThrow(), parameters));
        }
        assertEquals("", String.join("\n\n", mistakes));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void ofLessonsNameOnlyKnownFacts(Language language) {
        List<String> all = new ArrayList<>();
        for (Lesson lesson : LessonFormat.load(language).lessons()) {
            lesson.steps().forEach(step -> step.beats().forEach(beat -> all.addAll(expressionsOf(beat))));
        }
        assertFalse(all.isEmpty(), "there are expressions to look at");
        all.forEach(this::takeAny);
        assertEquals("", String.join("\n\n", mistakes));
    }

    private static List<String> expressionsOf(Beat beat) {
        if (beat instanceof Beat.Predict predict && predict.question() instanceof Question.Observed observed) {
            return List.of(observed.expression());
        }
        if (beat instanceof Beat.Do doing) {
            return doing.lines().stream()
                    .filter(line -> line.startsWith("observe "))
                    .map(line -> line.substring("observe ".length()))
                    .toList();
        }
        return List.of();
    }

    private void takeAny(String expression) {
        try {
            expressions.expression(expression, Map.of());
        } catch (MistakeException e) {
            mistakes.add(e.mistake().render());
        }
    }

    private void take(Exercise exercise, String id, String expression, Map<String, Object> parameters) {
        try {
            expressions.condition(expression, parameters);
        } catch (MistakeException e) {
            mistakes.add(exercise.id() + "#" + id + ":\n" + e.mistake().render());
        }
    }
}
