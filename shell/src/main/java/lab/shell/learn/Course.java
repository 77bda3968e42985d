package lab.shell.learn;

import java.io.IOException;
import java.io.PrintWriter;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.lessons.Lessons;
import lab.lessons.Step;
import lab.lessons.format.LessonFormat;
import lab.shell.screen.Columns;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;

/** The course as a whole: its lessons, and how far the learner has come. */
final class Course {

    private static final int ID_COLUMN = 16;

    private final Lab lab;
    private final Theme theme;
    private final Lessons lessons;
    private final Exercises exercises;

    Course(Lab lab, Theme theme) {
        this.lab = lab;
        this.theme = theme;
        this.lessons = LessonFormat.load(lab.settings().language());
        this.exercises = Exercises.load(lab.settings().language());
    }

    Lessons lessons() {
        return lessons;
    }

    Exercises exercises() {
        return exercises;
    }

    /** An exercise that a lesson names. */
    Exercise exercise(String id) throws IOException {
        return exercises
                .find(id)
                .orElseThrow(() -> new IOException("the lesson names an exercise that is not there: " + id));
    }

    /** Lists the lessons; those that are not written yet stand back. */
    void list(PrintWriter out) {
        for (var entry : lessons.course()) {
            var number = String.format("%3d  ", entry.number());
            var title = entry.title().text();
            out.println(
                    entry.written()
                            ? theme.accent(number) + theme.strong(title)
                            : theme.quiet(number + title + "  " + theme.dot() + " " + lab.say("lesson.later")));
            if (entry.written()) {
                out.println("     " + entry.line().text());
            }
        }
    }

    void progress(Progress progress, PrintWriter out) {
        for (var lesson : lessons.lessons()) {
            var ids = lesson.exercises();
            var done = ids.stream().filter(progress.passed()::contains).count();
            var mark = progress.bookmarks().get(lesson.id());
            var at = mark == null
                    ? 0
                    : lesson.step(mark.step()).map(Step::number).orElse(0);
            out.println(theme.accent(String.format("%3d  ", lesson.number()))
                    + theme.strong(lesson.title().text()));
            out.println("     " + lab.say("progress.line", at, lesson.steps().size(), done, ids.size()));
            for (var id : ids) {
                var title = exercises.find(id).map(e -> e.title().text()).orElse(id);
                var sign = progress.passed().contains(id) ? theme.pass() : theme.plain() ? "[    ]" : theme.todo();
                out.println("     " + sign + " " + Columns.pad(id, ID_COLUMN) + " " + title);
            }
        }
    }
}
