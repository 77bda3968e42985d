package lab.shell.learn;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import lab.exercises.Exercise;
import lab.exercises.Need;
import lab.lessons.Beat;
import lab.lessons.Lesson;
import lab.lessons.Question;
import lab.lessons.Step;
import lab.shell.screen.Columns;
import lab.shell.screen.FigureText;
import lab.shell.screen.PageText;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;

/** How a step looks: its head, what is to be read, the question and the line to type. */
final class StepScreen {

    private static final int WIDEST = 80;

    private final Lab lab;
    private final Theme theme;
    private final IntSupplier columns;

    StepScreen(Lab lab, Theme theme, IntSupplier columns) {
        this.lab = lab;
        this.theme = theme;
        this.columns = columns;
    }

    Theme theme() {
        return theme;
    }

    /** How wide the terminal is now. */
    int width() {
        return columns.getAsInt();
    }

    /** Pages as wide as the terminal is now. */
    PageText pages() {
        return new PageText(theme, width(), new FigureText(theme, lab::expressions, lab::scope));
    }

    /** Begins a new screen. */
    void head(Lesson lesson, Step step, PrintWriter out) {
        if (!theme.plain()) {
            out.print("\033[H\033[2J");
        }
        var width = Math.min(width(), WIDEST);
        var number = lesson.number() == 0 ? "" : lab.say("lesson.title", lesson.number()) + " " + theme.dot() + " ";
        var left = number + lesson.title().text();
        var right = lab.say("lesson.of", step.number(), lesson.steps().size());
        out.println(Columns.apart(theme.strong(left), theme.quiet(right), width));
        out.println(theme.rule(width));
        out.println(theme.accent(step.title().text()));
    }

    void tell(Beat.Tell tell, PrintWriter out) {
        out.println();
        pages().lines(tell.blocks()).forEach(out::println);
    }

    void ask(Beat.Predict predict, PrintWriter out) {
        if (predict.question() instanceof Question.OneOf oneOf) {
            out.println();
            for (var choice : oneOf.choices()) {
                pages().choice(choice.letter(), choice.phrase()).forEach(out::println);
            }
        }
        out.println();
    }

    /** What to say to an answer at once; nothing for some. */
    void judged(String remark, PrintWriter out) {
        if (!remark.isEmpty()) {
            out.println();
            out.println(theme.strong(remark));
        }
    }

    /** What the lesson says to an answer. */
    void reply(Beat.Predict predict, String letter, PrintWriter out) {
        var lines = pages().lines(predict.reply(letter));
        if (!lines.isEmpty()) {
            out.println();
            lines.forEach(out::println);
        }
    }

    /** Which exercises an exercise builds on, if some of them are not done. */
    void first(Exercise exercise, Set<String> done, PrintWriter out) {
        var missing = exercise.after().stream().filter(id -> !done.contains(id)).toList();
        if (!missing.isEmpty()) {
            out.println();
            Columns.wrap(lab.say("exercise.first", String.join(", ", missing)), width())
                    .forEach(out::println);
        }
    }

    void type(String line, PrintWriter out) {
        out.println();
        out.println(pages().typed(line));
        out.println();
    }

    /** An exercise that can't be done here. */
    void lacking(Exercise exercise, List<Need> missing, PrintWriter out) {
        out.println();
        out.println(theme.strong(lab.say("exercise.title") + " " + theme.dot() + " " + exercise.id()));
        for (var need : missing) {
            var text = lab.say("exercise.lacks", need.id()) + " " + lab.say("need." + need.id());
            Columns.wrap(text, width()).forEach(out::println);
        }
    }

    /** The end of a step: what to do now. */
    void end(boolean last, PrintWriter out) {
        out.println();
        out.println(theme.quiet(lab.say(last ? "lesson.end" : "step.done")));
        out.println();
    }
}
