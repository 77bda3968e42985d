package lab.grader;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.exercises.Exercise;
import lab.exercises.Values;
import lab.grader.expression.Expressions;
import lab.grader.expression.Judgement;
import lab.grader.expression.View;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Reading;

/**
 * A learner's work on one exercise, judged from facts that were recorded then: no file is read and no process started, so it needs no rights and no kernel.
 *
 * <p>The expressions and the temporal words are those of {@link Attempt}. A fact that a check asks for and that was not recorded could not be observed. Not
 * safe for use by several threads.
 */
public final class PastAttempt {
    private final Exercise exercise;
    private final List<Check> checks;
    private final Expressions expressions;
    private final Map<String, Reading> opening;
    private final Memories memories;

    private PastAttempt(Exercise exercise, List<Check> checks, Expressions expressions, Map<String, Reading> opening) {
        this.exercise = exercise;
        this.checks = checks;
        this.expressions = expressions;
        this.opening = Map.copyOf(opening);
        this.memories = new Memories(checks);
    }

    /**
     * Begins an attempt.
     *
     * @param expressions takes the expressions
     * @param exercise the exercise as it is now
     * @param values the learner's parameters
     * @param opening what was recorded when it was opened
     * @return an attempt in which nothing was looked at
     * @throws lab.grader.expression.MistakeException if an expression of the exercise can't mean anything
     */
    public static PastAttempt open(
            Expressions expressions, Exercise exercise, Values values, Map<String, Reading> opening) {
        Exercise filled = exercise.with(values);
        Map<String, Object> parameters = values.variables();
        List<Check> checks = filled.checks().stream()
                .map(spec -> Check.of(spec, parameters, expressions))
                .toList();
        return new PastAttempt(filled, checks, expressions, opening);
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
     * Judges the next look that was recorded.
     *
     * @param facts what was read then
     * @param time when, on the wall clock
     * @param nanos when, on the clock that never goes back
     * @return what was met then
     */
    public Verdict look(Map<String, Reading> facts, Instant time, long nanos) {
        View view = expressions.view(Facts.recorded(facts), opening);
        List<Judgement> looks =
                checks.stream().map(check -> check.condition().judge(view)).toList();
        List<CheckResult> results = memories.after(looks, nanos);
        return new Verdict(exercise.id(), time, nanos, results, Optional.empty());
    }

    /** Forgets since when conditions held, because nobody looked for a while; what was seen once stays seen. */
    public void interrupted() {
        memories.interrupted();
    }
}
