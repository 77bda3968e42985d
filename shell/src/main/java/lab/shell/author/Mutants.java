package lab.shell.author;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import lab.exercises.CheckSpec;
import lab.exercises.Exercise;
import lab.exercises.Values;
import lab.grader.Attempt;
import lab.grader.CheckResult;
import lab.grader.expression.Condition;
import lab.shell.session.Lab;

/**
 * The checks of an exercise, each weakened in turn: one of its parts is left out. A part that no wrong attempt needs in order to fail is proved by nothing:
 * either an attempt is missing, or the part is not needed.
 */
final class Mutants {

    /**
     * A check without one of its parts.
     *
     * @param exercise the exercise with that check in the place of the whole one
     * @param check the check's id
     * @param part what is left out, in the learner's values
     */
    private record Mutant(Exercise exercise, String check, String part) {}

    private final Lab lab;
    private final Values values;
    private final List<Mutant> unnoticed = new ArrayList<>();

    Mutants(Lab lab, Exercise exercise, Values values) {
        this.lab = lab;
        this.values = values;
        for (var check : exercise.checks()) {
            var condition = lab.expressions().condition(check.expression(), values.variables());
            for (Condition.Weaker weaker : condition.weaker()) {
                unnoticed.add(new Mutant(
                        exercise.withChecks(exercise.checks().stream()
                                .map(one -> one.id().equals(check.id()) ? with(one, weaker.rest()) : one)
                                .toList()),
                        check.id(),
                        weaker.part()));
            }
        }
    }

    private static CheckSpec with(CheckSpec check, String expression) {
        return new CheckSpec(check.id(), check.label(), expression, check.timing(), check.points());
    }

    /** Looks with weakened checks at what a wrong attempt has led to: one that is met now, and was not as a whole, is noticed. */
    void look(Attempt attempt, Set<String> failing) throws IOException {
        look(attempt, failing, mutant -> true);
    }

    private void look(Attempt attempt, Set<String> failing, Predicate<Mutant> which) throws IOException {
        for (var mutant : List.copyOf(unnoticed)) {
            if (failing.contains(mutant.check()) && which.test(mutant)) {
                var weak = Attempt.resume(lab.expressions(), mutant.exercise(), values, lab.scope(), attempt.record());
                if (weak.check().result(mutant.check()).filter(CheckResult::now).isPresent()) {
                    unnoticed.remove(mutant);
                }
            }
        }
    }

    /** Looks at the fresh state: who has done nothing is the wrong attempt at a part that only wants something to be there. */
    void lookFresh(Attempt attempt, Set<String> failing) throws IOException {
        look(attempt, failing, mutant -> mutant.part().endsWith(".exists"));
    }

    /** What no wrong attempt has noticed, a line each. */
    List<String> unnoticed() {
        return unnoticed.stream()
                .map(mutant -> mutant.check() + ": no wrong attempt fails for want of " + mutant.part())
                .toList();
    }
}
