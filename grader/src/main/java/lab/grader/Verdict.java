package lab.grader;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lab.exercises.Hint;
import lab.grader.expression.Outcome;

/**
 * What one look at the kernel says about an exercise.
 *
 * @param exercise the exercise's id
 * @param time when the look was made
 * @param nanos the same moment on the clock that never goes back, {@link System#nanoTime}
 * @param results the checks' results, in the exercise's order
 * @param misconception the hint that answers what the kernel's state shows, while the exercise is not done
 */
public record Verdict(
        String exercise, Instant time, long nanos, List<CheckResult> results, Optional<Hint> misconception) {
    /** Copies the list. */
    public Verdict {
        results = List.copyOf(results);
    }

    /**
     * Whether the exercise is done.
     *
     * @return true if every check is met
     */
    public boolean passed() {
        return results.stream().allMatch(result -> result.outcome().met());
    }

    /**
     * Whether something that is not met could not be observed, so that the verdict says nothing against the learner.
     *
     * @return true if a check is open and none is refused
     */
    public boolean open() {
        return !passed() && results.stream().noneMatch(result -> result.outcome() instanceof Outcome.NotMet);
    }

    /**
     * The points earned.
     *
     * @return the sum over the checks that are met
     */
    public int points() {
        return results.stream().mapToInt(CheckResult::points).sum();
    }

    /**
     * The result of one check.
     *
     * @param id the check's id
     * @return its result, empty if the exercise has no such check
     */
    public Optional<CheckResult> result(String id) {
        return results.stream().filter(result -> result.check().id().equals(id)).findFirst();
    }

    /**
     * Whether this look is the one to keep of two: more points count; as long as something is missing, the later one of two that are as good tells more.
     *
     * @param before an earlier look at the same exercise
     * @return true if this one is to be kept
     */
    public boolean betterThan(Verdict before) {
        return points() > before.points() || (points() == before.points() && !before.passed() && met() >= before.met());
    }

    private long met() {
        return results.stream().filter(result -> result.outcome().met()).count();
    }

    /**
     * Whether another verdict shows the same outcomes, so that there is nothing new to say.
     *
     * @param other a verdict about the same exercise
     * @return true if each check is met, not met or open in both
     */
    public boolean sameOutcomes(Verdict other) {
        if (results.size() != other.results.size()) {
            return false;
        }
        for (int i = 0; i < results.size(); i++) {
            if (!results.get(i)
                    .outcome()
                    .getClass()
                    .equals(other.results.get(i).outcome().getClass())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether another verdict shows the same outcomes and the same truth of each condition, so that there is nothing new to keep.
     *
     * @param other a verdict about the same exercise
     * @return true if they differ in no check; a {@code hold} that has begun differs from one that has not
     */
    public boolean sameLook(Verdict other) {
        return sameOutcomes(other)
                && IntStream.range(0, results.size())
                        .allMatch(i ->
                                results.get(i).now() == other.results.get(i).now());
    }
}
