package lab.shell.homework;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import lab.grader.report.Regrade;
import lab.grader.report.Sheet;
import lab.shell.screen.Columns;
import lab.shell.session.Lab;

/** What changes when a class is marked once more, and why. */
public final class RegradeText {

    private final Lab lab;
    private final int width;

    /** On a screen of a width. */
    public RegradeText(Lab lab, int width) {
        this.lab = lab;
        this.width = width;
    }

    /** Prints how many marks change, each cause once with the number of marks it changes, and each change. */
    public void print(Regrade regrade, PrintWriter out) {
        var changes = regrade.changes();
        out.println(lab.say(changes.isEmpty() ? "regrade.none" : "regrade.sum", changes.size(), regrade.marks()));
        var causes = new LinkedHashMap<String, Integer>();
        changes.forEach(change -> change.causes()
                .forEach(cause -> causes.merge(change.exercise() + ": " + said(cause), 1, Integer::sum)));
        causes.forEach((cause, count) -> wrap("  ", count + " x " + cause, out));
        changes.forEach(change -> out.println(
                "    " + lab.say("regrade.change", change.file(), change.exercise(), change.before(), change.after())));
        out.flush();
    }

    private String said(Regrade.Cause cause) {
        return Sheet.clean(lab.say(cause.key(), cause.details().toArray()));
    }

    private void wrap(String margin, String text, PrintWriter out) {
        Columns.wrap(text, width - margin.length() - 2).forEach(line -> out.println(margin + line));
    }
}
