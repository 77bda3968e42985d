package lab.shell.author;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import lab.exercises.Exercise;
import lab.exercises.Values;
import lab.exercises.WrongAttempt;
import lab.grader.Attempt;
import lab.grader.CheckResult;
import lab.grader.Verdict;
import lab.grader.Watcher;
import lab.grader.expression.Outcome;
import lab.shell.session.Lab;
import org.jspecify.annotations.Nullable;

/** One exercise with one seed: every solution and every wrong attempt on a fresh workbench. */
final class Trial {

    /** How long the state after a line may take to come about; a background job needs its time. */
    private static final long SETTLE_NANOS = 10_000_000_000L;

    /** How long to wait for a machine that is too busy to tell. */
    private static final long BUSY_NANOS = 60_000_000_000L;

    private static final long PAUSE_MILLIS = 20;

    private final Lab lab;
    private final Typist typist;
    private final Exercise exercise;
    private final Values values;
    private final @Nullable Mutants mutants;

    /**
     * A trial.
     *
     * @param mutants looks at what each wrong attempt leads to; null for no such look
     */
    Trial(Lab lab, Typist typist, Exercise exercise, Values values, @Nullable Mutants mutants) {
        this.mutants = mutants;
        this.lab = lab;
        this.typist = typist;
        this.exercise = exercise;
        this.values = values;
    }

    /** What went wrong; empty if the proof holds. */
    List<String> run() throws IOException {
        var faults = new ArrayList<String>();
        fresh().ifPresent(faults::add);
        for (var solution : exercise.solutions()) {
            solution(solution.id()).ifPresent(faults::add);
        }
        for (var wrong : exercise.wrongAttempts()) {
            wrong(wrong).ifPresent(faults::add);
        }
        return faults;
    }

    private Optional<String> fresh() throws IOException {
        var attempt = open();
        var verdict = attempt.check();
        if (mutants != null) {
            mutants.lookFresh(attempt, failing(verdict));
        }
        if (verdict.passed()) {
            return Optional.of("fresh state: passes though nothing was done");
        }
        return unobserved(verdict).map(what -> "fresh state: " + what);
    }

    private Optional<String> solution(String id) throws IOException {
        var attempt = open();
        var solution = attempt.exercise().solutions().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow();
        type(attempt, solution.lines());
        var verdict = settle(attempt, Verdict::passed);
        return verdict.passed()
                ? Optional.empty()
                : Optional.of("solution " + id + ": not met: " + failing(verdict)
                        + unobserved(verdict).orElse(""));
    }

    private Optional<String> wrong(WrongAttempt wrong) throws IOException {
        var attempt = open();
        var filled = attempt.exercise().wrongAttempts().stream()
                .filter(w -> w.id().equals(wrong.id()))
                .findFirst()
                .orElseThrow();
        type(attempt, filled.lines());
        var expected = new TreeSet<>(wrong.fails());
        var verdict = settle(attempt, v -> failing(v).equals(expected) && hint(v).equals(wrong.hint()));
        if (mutants != null) {
            mutants.look(attempt, expected);
        }
        if (!failing(verdict).equals(expected)) {
            return Optional.of(
                    "wrong attempt " + wrong.id() + ": not met are " + failing(verdict) + ", expected " + expected);
        }
        if (!hint(verdict).equals(wrong.hint())) {
            return Optional.of("wrong attempt " + wrong.id() + ": the hint is "
                    + hint(verdict).orElse("none") + ", expected "
                    + wrong.hint().orElse("none"));
        }
        return unobserved(verdict).map(what -> "wrong attempt " + wrong.id() + ": " + what);
    }

    private Attempt open() throws IOException {
        var place = lab.openPlace(false);
        place.clear();
        place.enter(exercise.id());
        place.workbench();
        return Attempt.open(lab.expressions(), exercise, values, lab.scope());
    }

    /** As at the prompt: it is looked after each line, and while a line runs when something changes. */
    private void type(Attempt attempt, List<String> lines) throws IOException {
        try (var watcher = Watcher.start(attempt, lab.scope(), verdict -> {})) {
            for (var line : lines) {
                typist.type(line);
                watcher.checkNow();
            }
        }
    }

    private static Verdict settle(Attempt attempt, Predicate<Verdict> wanted) throws IOException {
        var start = System.nanoTime();
        var verdict = attempt.check();
        while (!wanted.test(verdict)
                && System.nanoTime() - start < (unobserved(verdict).isPresent() ? BUSY_NANOS : SETTLE_NANOS)) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while exercises were proved");
            }
            verdict = attempt.check();
        }
        return verdict;
    }

    private static TreeSet<String> failing(Verdict verdict) {
        var ids = new TreeSet<String>();
        for (var result : verdict.results()) {
            if (result.outcome() instanceof Outcome.NotMet) {
                ids.add(result.check().id());
            }
        }
        return ids;
    }

    private static Optional<String> hint(Verdict verdict) {
        return verdict.misconception().map(h -> h.id());
    }

    private static Optional<String> unobserved(Verdict verdict) {
        for (CheckResult result : verdict.results()) {
            if (result.outcome() instanceof Outcome.CouldNotObserve open) {
                return Optional.of("could not observe " + result.check().id() + ": " + open.reason());
            }
        }
        return Optional.empty();
    }
}
