package lab.grader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lab.exercises.Exercise;
import lab.exercises.Hint;
import lab.exercises.Values;
import lab.grader.expression.Condition;
import lab.grader.expression.Expressions;
import lab.grader.expression.View;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Reading;
import lab.runtime.observe.Scope;

/**
 * A learner's work on one exercise, from its opening on: looks at the kernel and says what is met.
 *
 * <p>Safe for use by several threads; looks happen one after the other.
 */
public final class Attempt {
    private final Exercise exercise;
    private final List<Check> checks;
    private final Map<Hint, Condition> misconceptions;
    private final Judge judge;
    private final Map<String, Reading> opening;
    private final Memories memories;
    private final Times times;
    private Consumer<Verdict> eachLook = verdict -> {};
    private int hintsTaken;

    private Attempt(Prepared prepared, Judge judge, AttemptRecord before, Times times) {
        this.exercise = prepared.exercise;
        this.checks = prepared.checks;
        this.misconceptions = prepared.misconceptions;
        this.judge = judge;
        this.opening = before.opening();
        this.times = times;
        this.hintsTaken = before.hintsTaken();
        this.memories = new Memories(checks);
        memories.resume(before.seen());
    }

    /**
     * Opens an exercise: what its checks call {@code start} is read now.
     *
     * @param expressions takes the expressions
     * @param exercise the exercise
     * @param values the learner's parameters
     * @param scope what belongs to the learner's place
     * @return an attempt in which nothing was looked at
     * @throws lab.grader.expression.MistakeException if an expression of the exercise can't mean anything
     */
    public static Attempt open(Expressions expressions, Exercise exercise, Values values, Scope scope) {
        return open(expressions, exercise, values, scope, Times.system());
    }

    static Attempt open(Expressions expressions, Exercise exercise, Values values, Scope scope, Times times) {
        Prepared prepared = Prepared.of(expressions, exercise, values);
        View view = expressions.openingView(Facts.of(scope));
        Map<String, Reading> opening = new LinkedHashMap<>();
        for (Condition condition : prepared.conditions()) {
            opening.putAll(condition.expression().opening(view));
        }
        return new Attempt(
                prepared,
                new Judge(expressions, scope, prepared.checks),
                new AttemptRecord(opening, Set.of(), 0),
                times);
    }

    /**
     * Goes on with an attempt of an earlier shell.
     *
     * @param expressions takes the expressions
     * @param exercise the exercise
     * @param values the learner's parameters, the same as then
     * @param scope what belongs to the learner's place
     * @param before what was kept of it
     * @return the attempt
     * @throws lab.grader.expression.MistakeException if an expression of the exercise can't mean anything
     */
    public static Attempt resume(
            Expressions expressions, Exercise exercise, Values values, Scope scope, AttemptRecord before) {
        Prepared prepared = Prepared.of(expressions, exercise, values);
        return new Attempt(prepared, new Judge(expressions, scope, prepared.checks), before, Times.system());
    }

    /**
     * The exercise, with the learner's values in its words.
     *
     * @return the exercise
     */
    public Exercise exercise() {
        return exercise;
    }

    /**
     * Lets a listener know of every look, whoever made it, so that what a {@code hold} saw is kept.
     *
     * @param listener gets each verdict before it is returned, on the thread that looked
     */
    public synchronized void eachLook(Consumer<Verdict> listener) {
        eachLook = listener;
    }

    /**
     * Looks at the kernel.
     *
     * @return what is met now, with the evidence
     */
    public synchronized Verdict check() {
        Judge.Sight sight = judge.look(opening);
        long now = times.nanos().getAsLong();
        List<CheckResult> results = memories.after(sight.judgements(), now);
        boolean passed = results.stream().allMatch(result -> result.outcome().met());
        Optional<Hint> hint = passed ? Optional.empty() : misconception(sight.view());
        Verdict verdict = new Verdict(exercise.id(), times.wall().instant(), now, results, hint);
        eachLook.accept(verdict);
        return verdict;
    }

    /**
     * Gives help: the answer to a misconception that the kernel's state shows, else the next rung of the ladder, at last its last again.
     *
     * @return a hint, empty if the exercise has none that fits
     */
    public synchronized Optional<Hint> hint() {
        Optional<Hint> seen = check().misconception();
        return seen.isPresent() ? seen : rung();
    }

    /**
     * Gives the next rung of the ladder, at last its last again, to a learner who has seen the answer to a misconception already.
     *
     * @return a hint, empty if the exercise has no ladder
     */
    public synchronized Optional<Hint> rung() {
        List<Hint> ladder = exercise.ladder();
        if (ladder.isEmpty()) {
            return Optional.empty();
        }
        Hint next = ladder.get(Math.min(hintsTaken, ladder.size() - 1));
        hintsTaken = Math.min(hintsTaken + 1, ladder.size());
        return Optional.of(next);
    }

    /**
     * When a look without any change of the kernel's state may say something new, because a {@code hold} is running.
     *
     * @return how long to wait, empty if there is nothing to wait for
     */
    public synchronized Optional<Duration> nextLook() {
        return memories.waits(times.nanos().getAsLong()).stream().min(Duration::compareTo);
    }

    /**
     * What must be kept to go on after this shell ended.
     *
     * @return a copy of what is remembered
     */
    public synchronized AttemptRecord record() {
        return new AttemptRecord(opening, memories.seen(), hintsTaken);
    }

    private Optional<Hint> misconception(View view) {
        return misconceptions.entrySet().stream()
                .filter(entry -> entry.getValue().judge(view).outcome().met())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** An exercise whose expressions were taken. */
    private record Prepared(Exercise exercise, List<Check> checks, Map<Hint, Condition> misconceptions) {
        static Prepared of(Expressions expressions, Exercise exercise, Values values) {
            Exercise filled = exercise.with(values);
            Map<String, Object> parameters = values.variables();
            Map<Hint, Condition> misconceptions = new LinkedHashMap<>();
            for (Hint hint : filled.misconceptions()) {
                misconceptions.put(hint, expressions.condition(hint.when().orElseThrow(), parameters));
            }
            List<Check> checks = filled.checks().stream()
                    .map(spec -> Check.of(spec, parameters, expressions))
                    .toList();
            return new Prepared(filled, checks, misconceptions);
        }

        List<Condition> conditions() {
            List<Condition> all = new ArrayList<>();
            checks.forEach(check -> all.add(check.condition()));
            all.addAll(misconceptions.values());
            return all;
        }
    }
}
