package lab.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import lab.lessons.compiler.Outline;
import lab.lessons.compiler.ScreenSize;
import lab.lessons.format.LessonFormat;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lessons that are shipped, as they were compiled into this module. */
class LessonsTests {
    @ParameterizedTest
    @EnumSource
    void listsTheWholeCourseAndWhatIsWrittenOfIt(Language language) {
        Lessons lessons = LessonFormat.load(language);

        assertEquals(
                IntStream.rangeClosed(1, 12).boxed().toList(),
                lessons.course().stream().map(CourseEntry::number).toList());
        assertEquals(
                lessons.lessons().stream().map(Lesson::id).toList(),
                lessons.course().stream()
                        .filter(CourseEntry::written)
                        .map(CourseEntry::id)
                        .toList());
        assertTrue(lessons.find("3").isPresent(), "lesson 3 is written");
    }

    @Test
    void saysTheSameInBothLanguagesStepByStep() {
        List<Lesson> english = LessonFormat.load(Language.ENGLISH).lessons();
        List<Lesson> korean = LessonFormat.load(Language.KOREAN).lessons();

        assertEquals(
                english.stream().map(Outline::of).toList(),
                korean.stream().map(Outline::of).toList());
        for (int i = 0; i < english.size(); i++) {
            assertNotEquals(english.get(i).title(), korean.get(i).title());
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasEightToFifteenStepsInALesson(Language language) {
        for (Lesson lesson : LessonFormat.load(language).lessons()) {
            int steps = lesson.steps().size();
            assertTrue(steps >= 8 && steps <= 15, () -> "lesson " + lesson.number() + " has " + steps + " steps");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fitsAnEightyByTwentyFourTerminalScreenByScreen(Language language) {
        for (Lesson lesson : LessonFormat.load(language).lessons()) {
            lesson.steps().forEach(step -> ScreenSize.check(step, Assertions::fail));
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksForAPredictionInMostSteps(Language language) {
        for (Lesson lesson : LessonFormat.load(language).lessons()) {
            long asking = lesson.steps().stream()
                    .filter(step -> step.beats().stream().anyMatch(Beat.Predict.class::isInstance))
                    .count();
            assertTrue(
                    asking * 2 > lesson.steps().size(),
                    () -> "only " + asking + " steps of lesson " + lesson.number() + " ask");
        }
    }
}
