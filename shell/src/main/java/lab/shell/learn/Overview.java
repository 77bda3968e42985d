package lab.shell.learn;

import java.io.PrintWriter;
import lab.exercises.Exercises;
import lab.lessons.Lessons;
import lab.lessons.Step;
import lab.shell.screen.Columns;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;

/** The course as a list: what there is, and what of it is done. */
final class Overview {

    private final Lab lab;
    private final Theme theme;
    private final Lessons lessons;
    private final Exercises exercises;

    Overview(Lab lab, Theme theme, Lessons lessons, Exercises exercises) {
        this.lab = lab;
        this.theme = theme;
        this.lessons = lessons;
        this.exercises = exercises;
    }

    /** Every lesson of the course; those not written yet stand back. */
    void lessons(PrintWriter out) {
        for (var entry : lessons.course()) {
            var number = String.format("%3d  ", entry.number());
            var title = entry.title().text();
            out.println(entry.written() ? number + theme.strong(title) : number + theme.quiet(title));
            if (entry.written()) {
                out.println("     " + entry.line().text());
            }
        }
    }

    /** How far the learner is in each lesson, and which exercises are passed. */
    void progress(Progress progress, PrintWriter out) {
        for (var each : lessons.lessons()) {
            var ids = each.exercises();
            var done = ids.stream().filter(progress.passed()::contains).count();
            var key = progress.steps().get(each.id());
            var at = key == null ? 0 : each.step(key).map(Step::number).orElse(0);
            out.println(theme.strong(each.number() + "  " + each.title().text()));
            out.println("   " + lab.say("progress.line", at, each.steps().size(), done, ids.size()));
            for (var id : ids) {
                var title = exercises.find(id).map(e -> e.title().text()).orElse(id);
                var sign = progress.passed().contains(id) ? theme.pass() : " ".repeat(Columns.width(theme.pass()));
                out.println("   " + sign + " " + Columns.pad(id, 16) + "  " + title);
            }
        }
    }
}
