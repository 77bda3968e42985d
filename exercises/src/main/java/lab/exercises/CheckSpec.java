package lab.exercises;

import java.util.List;
import lab.lessons.Phrase;

/**
 * One thing that must be true of the kernel's state.
 *
 * @param id its name inside the exercise, the same in every language
 * @param label the fact in a learner's words, true when the check is met
 * @param expression CEL over the facts and the parameters; it never differs between languages
 */
public record CheckSpec(String id, Phrase label, String expression, Timing timing, int points) {
    /** The sum of the points of several checks. */
    static int points(List<CheckSpec> checks) {
        return checks.stream().mapToInt(CheckSpec::points).sum();
    }
}
