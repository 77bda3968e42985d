package lab.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import lab.lessons.Language;
import lab.lessons.Lesson;
import lab.lessons.compiler.ScreenSize;
import lab.lessons.format.LessonFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The exercises that are shipped, as they were compiled into this module. */
class ExercisesTests {
    @ParameterizedTest
    @EnumSource
    void areTheOnesThatTheLessonsAskFor(Language language) {
        Exercises exercises = Exercises.load(language);
        for (Lesson lesson : LessonFormat.load(language).lessons()) {
            List<Exercise> found = exercises.of(lesson.id());

            assertEquals(lesson.exercises(), found.stream().map(Exercise::id).toList());
            for (int i = 0; i < found.size(); i++) {
                assertEquals(i + 1, found.get(i).number());
            }
        }
        assertEquals(6, exercises.of("namespaces-1").size());
    }

    @Test
    void differBetweenLanguagesInTextOnly() {
        List<Exercise> english = Exercises.load(Language.ENGLISH).list();
        List<Exercise> korean = Exercises.load(Language.KOREAN).list();

        assertEquals(
                english.stream().map(ExercisesTests::bones).toList(),
                korean.stream().map(ExercisesTests::bones).toList());
        for (int i = 0; i < english.size(); i++) {
            assertFalse(english.get(i).title().equals(korean.get(i).title()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void haveNoOpenPlaceOnceTheValuesAreFilledIn(Language language) {
        tasks(language).forEach(task -> {
            String text = task.toString();
            task.parameters().list().forEach(parameter -> {
                String words = text.replace(task.parameters().toString(), "");
                assertFalse(
                        words.contains("{" + parameter.name() + "}"),
                        () -> task.id() + " still says {" + parameter.name() + "}");
            });
        });
    }

    @ParameterizedTest
    @EnumSource
    void fitAScreenWithEveryLearnersValues(Language language) {
        tasks(language).forEach(task -> {
            int lines =
                    ScreenSize.lines(task.instructions()) + 1 + task.checks().size();
            assertTrue(lines <= ScreenSize.LINES, () -> task.id() + " takes " + lines + " lines");
            task.checks()
                    .forEach(check -> assertTrue(
                            ScreenSize.columns(check.label().text()) <= 44,
                            () -> "too wide to have its evidence beside it: "
                                    + check.label().text()));
        });
    }

    private static Stream<Exercise> tasks(Language language) {
        byte[] key = "course".getBytes(StandardCharsets.UTF_8);
        return Exercises.load(language).list().stream()
                .flatMap(exercise -> Stream.of("kim", "lee", "park", "choi")
                        .map(student ->
                                exercise.with(exercise.parameters().resolve(Seed.of(key, student, exercise.id())))));
    }

    /** What must not differ between languages. */
    private static String bones(Exercise exercise) {
        return exercise.id()
                + exercise.lesson()
                + exercise.number()
                + exercise.needs()
                + exercise.parameters()
                + exercise.checks().stream()
                        .map(check -> check.id() + check.expression() + check.timing() + check.points())
                        .toList()
                + exercise.hints().stream().map(hint -> hint.id() + hint.when()).toList()
                + exercise.solutions().stream()
                        .map(solution -> solution.id() + solution.lines())
                        .toList()
                + exercise.wrongAttempts().stream()
                        .map(wrong -> wrong.id() + wrong.lines() + wrong.fails() + wrong.hint())
                        .toList();
    }
}
