package lab.shell.homework;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import lab.grader.mark.CheckMark;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Graded;
import lab.grader.report.Sheet;
import lab.shell.screen.Columns;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;

/** Marks on a screen: of one submission every check, of several a line each, and what a teacher may want to ask about. */
public final class GradeText {

    private static final int SCORE = 9;

    private final Lab lab;
    private final Theme theme;
    private final Sheet sheet;
    private final int width;

    /** On a screen of a width. */
    public GradeText(Lab lab, Theme theme, Sheet sheet, int width) {
        this.lab = lab;
        this.theme = theme;
        this.sheet = sheet;
        this.width = width;
    }

    /** Prints the marks. */
    public void print(List<Graded> all, PrintWriter out) {
        if (all.size() == 1 && all.get(0).refusal().isEmpty()) {
            all.get(0).exercises().forEach(exercise -> exercise(exercise, out));
            out.println();
        }
        var names =
                all.stream().mapToInt(one -> Columns.width(title(one))).max().orElse(0);
        for (var one : all) {
            line(one, Math.min(names, width / 2), out);
        }
        if (all.size() > 1) {
            var refused = all.stream().filter(one -> one.refusal().isPresent()).count();
            out.println(lab.say("grade.class", all.size() - refused, refused));
        }
    }

    private void exercise(ExerciseMark exercise, PrintWriter out) {
        out.println(Columns.apart(
                theme.strong(exercise.title()) + "  " + theme.quiet(exercise.id()),
                exercise.points() + "/" + exercise.most(),
                width));
        if (exercise.at().isEmpty()) {
            out.println("  " + theme.quiet(lab.say("grade.untried")));
            return;
        }
        for (var check : exercise.checks()) {
            out.println("  " + sign(check) + " " + check.label());
            for (var line : sheet.message(check).lines().toList()) {
                Columns.wrap(line, width - 6).forEach(part -> out.println("      " + theme.quiet(part)));
            }
        }
    }

    private void line(Graded one, int names, PrintWriter out) {
        var name = Columns.pad(Columns.cut(title(one), names), names);
        if (one.refusal().isPresent()) {
            out.println(theme.fail() + " " + name + "  "
                    + sheet.refusal(one.refusal().get()));
            return;
        }
        var full = one.points() == one.most();
        var score = one.points() + "/" + one.most();
        var done = new ArrayList<String>();
        for (var exercise : one.exercises()) {
            if (exercise.points() == exercise.most()) {
                done.add(exercise.id());
            }
        }
        var text = (full ? theme.pass() : theme.todo()) + " " + theme.strong(name) + "  " + Columns.pad(score, SCORE);
        out.println((text + Columns.cut(String.join(" ", done), Math.max(0, width - Columns.width(text))))
                .stripTrailing());
        one.flags()
                .forEach(flag -> Columns.wrap(sheet.flag(flag), width - 4)
                        .forEach(part -> out.println("    " + theme.quiet(part))));
    }

    private static String title(Graded one) {
        var name = one.name().isEmpty() ? "" : " (" + one.name() + ")";
        return Sheet.clean(one.file() + name).replace('\n', ' ');
    }

    private String sign(CheckMark check) {
        return switch (check.standing()) {
            case MET -> theme.pass();
            case NOT_MET -> theme.fail();
            case OPEN -> theme.open();
            case UNTRIED -> theme.todo();
        };
    }
}
