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
import lab.lessons.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every expression of every exercise means something: grammar, names, types. */
final class ExerciseExpressionsTests {
    private final Expressions expressions = new Expressions();
    private final List<String> mistakes = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Language.class)
    void nameOnlyKnownFactsAndParameters(Language language) {
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

    private void take(Exercise exercise, String id, String expression, Map<String, Object> parameters) {
        try {
            expressions.condition(expression, parameters);
        } catch (MistakeException e) {
            mistakes.add(exercise.id() + "#" + id + ":\n" + e.mistake().render());
        }
    }
}
