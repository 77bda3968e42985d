package lab.grader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lab.grader.expression.Expressions;
import lab.grader.expression.Judgement;
import lab.grader.expression.Outcome;
import lab.grader.expression.View;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Reading;
import lab.runtime.observe.Scope;

/**
 * Looks at the kernel once for all checks of an exercise.
 *
 * <p>Where several processes have the command line that an expression names, each is tried, and the one that meets most checks is taken: a leftover of an
 * earlier try must not fail a right one. All checks of a look see the same process, so that two half-right ones do not make a right one.
 */
final class Judge {
    private static final int MOST_CHOICES = 32;
    private static final int LOOKS = 3;

    private final Expressions expressions;
    private final Scope scope;
    private final List<Check> checks;

    Judge(Expressions expressions, Scope scope, List<Check> checks) {
        this.expressions = expressions;
        this.scope = scope;
        this.checks = checks;
    }

    /**
     * What a look showed.
     *
     * @param view the facts, for questions that come after
     * @param judgements one for each check
     */
    record Sight(View view, List<Judgement> judgements) {
        long met() {
            return judgements.stream().filter(j -> j.outcome().met()).count();
        }

        boolean all() {
            return met() == judgements.size();
        }

        /** Whether a process of a list ended between being listed and being asked. */
        boolean torn() {
            return judgements.stream()
                    .anyMatch(j -> j.outcome() instanceof Outcome.NotMet not
                            && not.deviation()
                                    .absent()
                                    .filter(absent -> absent.path().startsWith("processes["))
                                    .isPresent());
        }
    }

    Sight look(Map<String, Reading> opening) {
        Sight sight = best(Facts.of(scope), opening);
        for (int looks = 1; looks < LOOKS && sight.torn(); looks++) {
            sight = best(Facts.of(scope), opening);
        }
        return sight;
    }

    private Sight best(Facts facts, Map<String, Reading> opening) {
        Sight best = judged(facts, opening);
        if (best.all()) {
            return best;
        }
        for (Map<String, Integer> choice : choices(facts.ambiguous())) {
            Sight other = judged(facts.choosing(choice), opening);
            if (other.met() > best.met()) {
                best = other;
            }
        }
        return best;
    }

    private Sight judged(Facts facts, Map<String, Reading> opening) {
        View view = expressions.view(facts, opening);
        return new Sight(
                view,
                checks.stream().map(check -> check.condition().judge(view)).toList());
    }

    /** Every way to choose one process for each command line, without the first way, which was taken already. */
    private static List<Map<String, Integer>> choices(Map<String, Integer> candidates) {
        List<Map<String, Integer>> ways = new ArrayList<>(List.of(Map.of()));
        for (Map.Entry<String, Integer> entry : candidates.entrySet()) {
            List<Map<String, Integer>> longer = new ArrayList<>();
            for (Map<String, Integer> way : ways) {
                for (int choice = 0; choice < entry.getValue() && longer.size() < MOST_CHOICES; choice++) {
                    Map<String, Integer> more = new TreeMap<>(way);
                    more.put(entry.getKey(), choice);
                    longer.add(more);
                }
            }
            ways = longer;
        }
        return ways.subList(1, ways.size());
    }
}
