package lab.shell.learn;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.grader.Attempt;
import lab.grader.Verdict;
import lab.grader.Watcher;
import lab.runtime.observe.Scope;
import lab.shell.screen.CheckPanel;
import lab.shell.screen.Columns;
import lab.shell.screen.FigureText;
import lab.shell.screen.LiveScreen;
import lab.shell.screen.PageText;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;
import org.jline.terminal.Terminal;

/**
 * Looks on from a second terminal while the learner works in any shell: the checks of an exercise, which change as the kernel's state does. It follows the
 * place of the lab that runs in the first terminal; without one it makes a place and says how to get into it.
 */
public final class Coach {

    private static final int COLUMNS = 80;

    private final Lab lab;
    private final Theme theme;
    private final Scope scope;
    private final Attempt attempt;
    private final String entrance;
    private Verdict verdict;
    private List<String> help = List.of();
    private boolean evidence;
    private int columns = COLUMNS;

    private Coach(Lab lab, Theme theme, Scope scope, Attempt attempt, String entrance) {
        this.lab = lab;
        this.theme = theme;
        this.scope = scope;
        this.attempt = attempt;
        this.entrance = entrance;
        this.verdict = attempt.check();
    }

    /** Begins to look at an exercise, with this learner's parameters. */
    public static Coach open(Lab lab, Theme theme, String id) throws IOException {
        var exercise = find(lab, id);
        var values = exercise.parameters().resolve(Enrolment.of(lab.settings()).seed(exercise.id()));
        var entrance = "";
        if (lab.place() == null && lab.runningPlace().isEmpty()) {
            var place = lab.openPlace(true);
            place.enter(id);
            entrance = "lab exec -it " + place.workbench() + " sh";
        }
        var scope = lab.watchedScope();
        return new Coach(lab, theme, scope, Attempt.open(lab.expressions(), exercise, values, scope), entrance);
    }

    private static Exercise find(Lab lab, String id) {
        return Exercises.load(lab.settings().language())
                .find(id)
                .orElseThrow(() -> new IllegalArgumentException(lab.say("author.unknown", id)));
    }

    /** Shows the checks as they are now; true if all are met. */
    public boolean once(int width, PrintWriter out) {
        task(width).forEach(out::println);
        new CheckPanel(theme, width).lines(verdict).forEach(out::println);
        return verdict.passed();
    }

    /** Prints a line whenever a check says something else, until all are met or Ctrl-C; true if all are met. */
    public boolean follow(int width, PrintWriter out) throws IOException {
        var end = new CountDownLatch(1);
        if (once(width, out)) {
            return true;
        }
        out.flush();
        try (var front = lab.interrupts().to(end::countDown);
                var watcher = Watcher.start(attempt, scope, now -> tell(now, width, out, end))) {
            tell(watcher.checkNow(), width, out, end);
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the checks were watched");
        }
        return verdict.passed();
    }

    private synchronized void tell(Verdict now, int width, PrintWriter out, CountDownLatch end) {
        new CheckPanel(theme, width).changed(verdict, now).forEach(out::println);
        out.flush();
        verdict = now;
        if (now.passed()) {
            end.countDown();
        }
    }

    /** Shows the checks on the whole terminal until the learner leaves; true if all are met then. */
    public boolean live(Terminal terminal) throws IOException {
        var screen = new LiveScreen(terminal, this::lines);
        try (var watcher = Watcher.start(attempt, scope, now -> {
            take(now);
            screen.refresh();
        })) {
            take(watcher.checkNow());
            screen.run(key -> key(key, watcher));
        }
        return verdict.passed();
    }

    private synchronized void take(Verdict now) {
        verdict = now;
        if (now.passed()) {
            help = List.of();
        }
    }

    private boolean key(String key, Watcher watcher) {
        if (key.equals("h")) {
            hint();
        } else if (key.equals("w")) {
            evidence = !evidence;
        }
        take(watcher.checkNow());
        return true;
    }

    private synchronized void hint() {
        help = attempt.hint()
                .map(hint -> pages(columns).remark(lab.say("hint.label"), hint.text()))
                .orElse(List.of(lab.say("hint.none")));
    }

    private PageText pages(int width) {
        return new PageText(theme, width, new FigureText(theme, lab::expressions, lab::scope));
    }

    private synchronized List<String> lines(int width, int rows) {
        columns = width;
        var body = new ArrayList<String>();
        body.addAll(task(width));
        var panel = new CheckPanel(theme, width);
        body.addAll(panel.lines(verdict));
        body.add("");
        if (verdict.passed()) {
            body.add("  " + theme.pass() + " "
                    + theme.strong(lab.say("exercise.passed", attempt.exercise().points())));
        } else if (evidence) {
            body.addAll(evidence(panel));
        } else {
            verdict.misconception()
                    .filter(hint -> help.isEmpty())
                    .ifPresent(hint -> body.addAll(pages(width).remark(lab.say("hint.label"), hint.text())));
            body.addAll(help);
        }
        var room = Math.max(1, rows - 2);
        var lines = new ArrayList<>(body.subList(0, Math.min(body.size(), room)));
        while (lines.size() < rows - 2) {
            lines.add("");
        }
        lines.add(theme.rule(width));
        lines.add(Columns.cut(theme.quiet(lab.say("coach.keys")), width));
        return lines;
    }

    private List<String> evidence(CheckPanel panel) {
        var lines = new ArrayList<String>();
        for (var i = 0; i < verdict.results().size(); i++) {
            var result = verdict.results().get(i);
            if (!result.outcome().met()) {
                lines.addAll(panel.why(
                        i + 1, result, lab.say("why.wanted"), lab.say("why.observed"), lab.say("why.nothing")));
            }
        }
        return lines;
    }

    private List<String> task(int width) {
        var exercise = attempt.exercise();
        var lines = new ArrayList<String>();
        lines.add(Columns.apart(
                theme.strong(lab.say("exercise.title") + " " + theme.dot() + " "
                        + exercise.title().text()),
                theme.quiet(exercise.id() + " " + theme.dot() + " " + lab.say("exercise.points", exercise.points())),
                width));
        lines.add("");
        lines.addAll(pages(width).lines(exercise.instructions()));
        if (!entrance.isEmpty()) {
            lines.add("");
            Columns.wrap(lab.say("coach.enter"), width).forEach(line -> lines.add(theme.quiet(line)));
            lines.add(pages(width).typed(entrance));
        }
        lines.add("");
        return lines;
    }
}
