package lab.grader;

import java.util.Map;
import lab.exercises.CheckSpec;
import lab.exercises.Timing;
import lab.grader.expression.Condition;
import lab.grader.expression.Expressions;

/**
 * One thing that must be true of the kernel's state, ready to be looked at.
 *
 * @param spec the check as the exercise has it, words filled in
 * @param condition its expression
 */
public record Check(CheckSpec spec, Condition condition) {
    /**
     * Prepares a check.
     *
     * @param spec the check as the exercise has it
     * @param parameters the learner's values
     * @param expressions takes the expression
     * @return the check
     * @throws lab.grader.expression.MistakeException if the expression can't mean anything
     */
    static Check of(CheckSpec spec, Map<String, ?> parameters, Expressions expressions) {
        return new Check(spec, expressions.condition(spec.expression(), parameters));
    }

    /**
     * Its name inside the exercise.
     *
     * @return the id
     */
    public String id() {
        return spec.id();
    }

    /**
     * What is wanted, as a reader of evidence wants it: the expression with the learner's values, and when it must hold.
     *
     * @return such as {@code container('box').state == 'running', for 2 s}
     */
    public String wanted() {
        return condition.expression().readable() + when(spec.timing());
    }

    private static String when(Timing timing) {
        if (timing instanceof Timing.Ever) {
            return ", at some moment";
        }
        if (timing instanceof Timing.Hold hold) {
            return ", for " + Durations.text(hold.duration());
        }
        if (timing instanceof Timing.While together) {
            return ", while \"" + together.check() + "\" is met";
        }
        if (timing instanceof Timing.Before before) {
            return ", before \"" + before.check() + "\" is met";
        }
        return timing instanceof Timing.GoneAfterSeen ? ", and later not any more" : "";
    }
}
