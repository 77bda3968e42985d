package lab.shell.learn;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import lab.exercises.Exercise;
import lab.grader.Attempt;
import lab.grader.CheckResult;
import lab.grader.Verdict;
import lab.grader.Watcher;
import lab.grader.journal.Journal;
import lab.shell.screen.CheckPanel;
import lab.shell.screen.PageText;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;
import org.jspecify.annotations.Nullable;

/**
 * An open exercise as the learner sees it: its text, the panel of its checks, evidence, hints and solutions. While it is open, the kernel's
 * state is watched, and what is new is told.
 */
final class Practice implements AutoCloseable {

    private final Lab lab;
    private final Theme theme;
    private final PageText pages;
    private final CheckPanel panel;
    private final Attempt attempt;
    private final Journal journal;
    private final Watcher watcher;
    private @Nullable Verdict last;
    private int solutions;

    Practice(
            Lab lab,
            Theme theme,
            PageText pages,
            int width,
            Attempt attempt,
            Journal journal,
            Predicate<List<String>> news)
            throws IOException {
        this.lab = lab;
        this.theme = theme;
        this.pages = pages;
        this.panel = new CheckPanel(theme, width);
        this.attempt = attempt;
        this.journal = journal;
        this.watcher = Watcher.start(attempt, lab.scope(), verdict -> changed(verdict, news));
    }

    Exercise exercise() {
        return attempt.exercise();
    }

    /** Takes notice of a line that was run. */
    void ran(String line, int code) throws IOException {
        journal.command(exercise().id(), line, code);
    }

    /** Tells of a change that came by itself. What nobody was told is still new at the next look. */
    private synchronized void changed(Verdict verdict, Predicate<List<String>> news) {
        var lines = new ArrayList<>(panel.lines(verdict));
        if (verdict.passed()) {
            lines.add(theme.quiet(lab.say("exercise.enter")));
        }
        if (news.test(lines)) {
            last = verdict;
        }
    }

    private Verdict check() throws IOException {
        var verdict = watcher.checkNow();
        journal.verdict(attempt, verdict);
        return verdict;
    }

    void show(PrintWriter out, boolean before) throws IOException {
        out.println();
        out.println(theme.accent(lab.say("exercise.title")) + " "
                + theme.strong(exercise().title().text())
                + theme.quiet("  " + exercise().id() + (before ? ", " + lab.say("exercise.again") : "")));
        out.println();
        pages.lines(exercise().instructions()).forEach(out::println);
        out.println();
        var verdict = check();
        panel.lines(verdict).forEach(out::println);
        last = verdict;
    }

    /**
     * Looks at the kernel and shows what is new.
     *
     * @param always whether it is shown even if nothing is new
     * @return whether the exercise is done
     */
    synchronized boolean look(PrintWriter out, boolean always) throws IOException {
        var before = last;
        var verdict = check();
        last = verdict;
        if (always || before == null || !verdict.sameOutcomes(before)) {
            panel.lines(verdict).forEach(out::println);
        }
        if (!verdict.passed() && verdict.misconception().isPresent() && (before == null || news(before, verdict))) {
            var lines = pages.lines(verdict.misconception().get().text());
            if (!lines.isEmpty()) {
                out.println(theme.strong(lab.say("hint.label")) + " " + lines.get(0));
                lines.subList(1, lines.size()).forEach(out::println);
            }
        }
        return verdict.passed();
    }

    private static boolean news(Verdict before, Verdict now) {
        return !now.misconception().equals(before.misconception()) || !now.sameOutcomes(before);
    }

    synchronized void why(int number, PrintWriter out) throws IOException {
        var verdict = check();
        last = verdict;
        var results = verdict.results();
        if (number < 0 || number > results.size()) {
            out.println(lab.say("why.range", results.size()));
            return;
        }
        List<CheckResult> chosen = number > 0
                ? List.of(results.get(number - 1))
                : results.stream().filter(r -> !r.outcome().met()).toList();
        for (var result : chosen.isEmpty() ? results : chosen) {
            panel.why(result, lab.say("why.wanted"), lab.say("why.observed"), lab.say("why.nothing"))
                    .forEach(out::println);
        }
    }

    void hint(PrintWriter out) throws IOException {
        var hint = attempt.hint();
        if (hint.isEmpty()) {
            out.println(lab.say("hint.none"));
        } else {
            journal.hint(attempt, hint.get());
            pages.lines(hint.get().text()).forEach(out::println);
        }
    }

    void solution(PrintWriter out) {
        var all = exercise().solutions();
        var one = all.get(solutions % all.size());
        solutions++;
        out.println(theme.strong(one.title().text())
                + theme.quiet("  " + (1 + (solutions - 1) % all.size()) + "/" + all.size()));
        pages.lines(one.tradeOff()).forEach(out::println);
        out.println();
        one.lines().forEach(line -> out.println("    " + theme.code(line)));
    }

    void passed(PrintWriter out) {
        out.println(theme.pass() + " "
                + theme.strong(lab.say("exercise.passed", exercise().points())));
    }

    @Override
    public void close() {
        watcher.close();
    }
}
