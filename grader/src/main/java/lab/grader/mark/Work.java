package lab.grader.mark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.exercises.Exercise;
import lab.exercises.Values;
import lab.grader.CheckResult;
import lab.grader.PastAttempt;
import lab.grader.Verdict;
import lab.grader.expression.Expressions;
import lab.grader.journal.JournalLine;
import org.jspecify.annotations.Nullable;

/** A learner's attempts at one exercise, as the journal tells them; the best look of all of them counts. */
final class Work {
    private final Expressions expressions;
    private final Exercise exercise;
    private final Values values;
    private final List<Flag> flags = new ArrayList<>();
    private @Nullable PastAttempt attempt;
    private @Nullable Verdict best;
    private int begun;
    private int hints;

    Work(Expressions expressions, Exercise exercise, Values values) {
        this.expressions = expressions;
        this.exercise = exercise;
        this.values = values;
    }

    /** Takes in a line about this exercise. */
    void read(JournalLine line, Instant at) {
        switch (line.what()) {
            case "opened" -> {
                begun++;
                attempt = PastAttempt.open(expressions, exercise, values, line.start());
            }
            case "resumed" -> interrupted();
            case "hint" -> hints++;
            case "verdict" -> look(line, at);
            default -> {
                // Other lines say nothing about the kernel's state.
            }
        }
    }

    /** Another lab goes on, or the same one after a while: nobody looked in between. */
    void interrupted() {
        if (attempt != null) {
            attempt.interrupted();
        }
    }

    /** What was found on the way. */
    List<Flag> flags() {
        return flags;
    }

    /** What all of it is worth. */
    ExerciseMark mark() {
        Exercise filled = exercise.with(values);
        return new ExerciseMark(
                exercise.id(),
                exercise.lesson(),
                filled.title().text(),
                best == null ? Marks.untried(filled) : Marks.of(best),
                Optional.ofNullable(best).map(Verdict::time),
                begun,
                hints);
    }

    private void look(JournalLine line, Instant at) {
        if (attempt == null) {
            return;
        }
        Verdict verdict = attempt.look(line.facts(), at, line.mono());
        if (best == null || verdict.betterThan(best)) {
            best = verdict;
        }
        Map<String, String> claims = line.claims();
        for (CheckResult result : verdict.results()) {
            String id = result.check().id();
            Flag flag = Flag.of(Flag.Kind.OTHER_OUTCOME, exercise.id(), id);
            if ("met".equals(claims.get(id)) && !result.outcome().met() && !flags.contains(flag)) {
                flags.add(flag);
            }
        }
    }
}
