package lab.shell.learn;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lab.exercises.Exercise;
import lab.exercises.Hint;
import lab.grader.Attempt;
import lab.grader.CheckResult;
import lab.grader.Verdict;
import lab.grader.Watcher;
import lab.grader.journal.Journal;
import lab.grader.mark.Assignment;
import lab.shell.screen.CheckPanel;
import lab.shell.screen.Columns;
import lab.shell.screen.PageText;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;
import org.jspecify.annotations.Nullable;

/** An open exercise as the learner sees it: its text, the panel of its checks, evidence, hints and solutions. */
final class Practice implements AutoCloseable {

    private final Lab lab;
    private final Theme theme;
    private final Attempt attempt;
    private final Journal journal;
    private final Assignment terms;
    private @Nullable Watcher watcher;
    private @Nullable Verdict shown;
    private int solutions;
    private int hintsGiven;

    Practice(Lab lab, Theme theme, Attempt attempt, Journal journal, Assignment terms) {
        this.terms = terms;
        this.lab = lab;
        this.theme = theme;
        this.attempt = attempt;
        this.journal = journal;
        this.hintsGiven = attempt.record().hintsTaken();
    }

    Exercise exercise() {
        return attempt.exercise();
    }

    /** Shows the task. What is not met yet is a point to do, not a mistake. */
    void show(PageText pages, int width, boolean before, PrintWriter out) throws IOException {
        var title = theme.strong(lab.say("exercise.title") + " " + theme.dot() + " "
                + exercise().title().text());
        var about = exercise().id() + " " + theme.dot() + " "
                + lab.say("exercise.points", exercise().points())
                + (before ? " " + theme.dot() + " " + lab.say("exercise.again") : "");
        out.println();
        out.println(Columns.apart(title, theme.quiet(about), width));
        out.println();
        pages.lines(exercise().instructions()).forEach(out::println);
        out.println();
        var verdict = attempt.check();
        journal.verdict(attempt, verdict);
        new CheckPanel(theme, width).todo(verdict).forEach(out::println);
        out.println();
        shown = verdict;
    }

    /** Lets a listener know when the kernel's state changes what the checks say. */
    void watch(Consumer<Verdict> listener) throws IOException {
        watcher = Watcher.start(attempt, lab.scope(), listener);
    }

    /** Looks at the kernel. */
    Verdict look() {
        return watcher == null ? attempt.check() : watcher.checkNow();
    }

    /** The lines that say what is new since the last time; none if nothing is. */
    List<String> news(Verdict verdict, PageText pages, int width) throws IOException {
        journal.verdict(attempt, verdict);
        var before = shown;
        shown = verdict;
        var lines = new ArrayList<>(new CheckPanel(theme, width).changed(before, verdict));
        var told = before == null ? null : before.misconception().orElse(null);
        verdict.misconception()
                .filter(hint -> told == null || !hint.id().equals(told.id()) || !lines.isEmpty())
                .ifPresent(hint -> lines.addAll(hint(hint, pages)));
        return lines;
    }

    /** All that there is to say now. */
    List<String> all(Verdict verdict, PageText pages, int width) throws IOException {
        journal.verdict(attempt, verdict);
        shown = verdict;
        var lines = new ArrayList<>(new CheckPanel(theme, width).lines(verdict));
        verdict.misconception().ifPresent(hint -> lines.addAll(hint(hint, pages)));
        return lines;
    }

    private List<String> hint(Hint hint, PageText pages) {
        var lines = new ArrayList<>(pages.remark(lab.say("hint.label"), hint.text()));
        if (hint.dead()) {
            lines.addAll(Columns.wrap(lab.say("hint.dead"), pages.width()));
        }
        return lines;
    }

    void command(String line, int code) throws IOException {
        journal.command(exercise().id(), line, code);
    }

    void why(int number, int width, PrintWriter out) throws IOException {
        var verdict = look();
        shown = verdict;
        var results = verdict.results();
        if (number < 0 || number > results.size()) {
            out.println(lab.say("why.range", results.size()));
            return;
        }
        var chosen = new ArrayList<Integer>();
        for (var i = 0; i < results.size(); i++) {
            if (number == i + 1 || (number == 0 && !results.get(i).outcome().met())) {
                chosen.add(i);
            }
        }
        if (chosen.isEmpty()) {
            for (var i = 0; i < results.size(); i++) {
                chosen.add(i);
            }
        }
        var panel = new CheckPanel(theme, width);
        for (var i : chosen) {
            CheckResult result = results.get(i);
            panel.why(i + 1, result, lab.say("why.wanted"), lab.say("why.observed"), lab.say("why.nothing"))
                    .forEach(out::println);
        }
    }

    void hint(PageText pages, PrintWriter out) throws IOException {
        if (terms.hints().isPresent() && hintsGiven >= terms.hints().getAsInt()) {
            out.println(lab.say("assignment.hints", terms.hints().getAsInt()));
            return;
        }
        var told = shown != null && shown.misconception().isPresent();
        var hint = told ? attempt.rung() : attempt.hint();
        if (hint.isEmpty()) {
            out.println(lab.say("hint.none"));
            return;
        }
        hintsGiven++;
        journal.hint(attempt, hint.get());
        pages.lines(hint.get().text()).forEach(out::println);
    }

    void solution(PageText pages, PrintWriter out) throws IOException {
        if (!terms.solutions()) {
            out.println(lab.say("assignment.solutions"));
            return;
        }
        var all = exercise().solutions();
        var at = solutions % all.size();
        var one = all.get(at);
        solutions++;
        journal.solution(exercise().id(), one.id());
        out.println(Columns.apart(
                theme.strong(one.title().text()),
                theme.quiet(lab.say("solution.of", at + 1, all.size())),
                pages.width()));
        out.println();
        pages.lines(one.tradeOff()).forEach(out::println);
        out.println();
        one.lines().forEach(line -> out.println(pages.typed(line)));
    }

    /** Whether it may be passed over. */
    boolean skippable() {
        return terms.skips();
    }

    void passed(PrintWriter out) {
        out.println();
        out.println("  " + theme.pass() + " "
                + theme.strong(lab.say("exercise.passed", exercise().points()))
                + theme.quiet("  " + lab.say("exercise.ways")));
    }

    @Override
    public void close() {
        if (watcher != null) {
            watcher.close();
            watcher = null;
        }
    }
}
