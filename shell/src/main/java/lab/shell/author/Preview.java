package lab.shell.author;

import java.io.PrintWriter;
import lab.exercises.Exercise;
import lab.shell.screen.Columns;
import lab.shell.screen.FigureText;
import lab.shell.screen.PageText;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;

/** An exercise as one learner gets it, with all that a learner sees only bit by bit. */
public final class Preview {

    private final Lab lab;
    private final Theme theme;
    private final PageText pages;

    /** On a screen of a width. */
    public Preview(Lab lab, Theme theme, int width) {
        this.lab = lab;
        this.theme = theme;
        this.pages = new PageText(theme, width, new FigureText(theme, lab::expressions, lab::scope));
    }

    /** Prints an exercise whose parameters were filled in. */
    public void print(Exercise exercise, PrintWriter out) {
        out.println(Columns.apart(
                theme.strong(exercise.title().text()),
                theme.quiet(exercise.id() + " " + theme.dot() + " " + lab.say("exercise.points", exercise.points())),
                pages.width()));
        out.println();
        pages.lines(exercise.instructions()).forEach(out::println);
        out.println();
        for (var check : exercise.checks()) {
            out.println("  " + theme.todo() + " " + check.label().text() + "  "
                    + theme.quiet(Integer.toString(check.points())));
            out.println("      " + theme.quiet(check.expression().replace("\n", " ")));
        }
        for (var hint : exercise.hints()) {
            out.println();
            hint.when().ifPresent(when -> out.println(theme.quiet(when)));
            pages.remark(lab.say("hint.label"), hint.text()).forEach(out::println);
        }
        for (var solution : exercise.solutions()) {
            out.println();
            out.println(theme.pass() + " " + theme.strong(solution.title().text()));
            solution.lines().forEach(line -> out.println(pages.typed(line)));
        }
        for (var wrong : exercise.wrongAttempts()) {
            out.println();
            out.println(theme.fail() + " " + theme.strong(wrong.title().text()) + "  "
                    + theme.quiet(String.join(" ", wrong.fails())));
            wrong.lines().forEach(line -> out.println(pages.typed(line)));
        }
    }
}
