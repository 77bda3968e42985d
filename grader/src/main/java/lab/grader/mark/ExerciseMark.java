package lab.grader.mark;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a learner's work on an exercise is worth.
 *
 * @param id the exercise
 * @param lesson its lesson
 * @param title its title
 * @param checks its checks, in its order
 * @param at when the look was made that counts, as the learner's clock had it; empty if nobody looked
 * @param begun how often it was begun
 * @param hints how many hints were taken
 */
public record ExerciseMark(
        String id, String lesson, String title, List<CheckMark> checks, Optional<Instant> at, int begun, int hints) {
    /** Copies the list. */
    public ExerciseMark {
        checks = List.copyOf(checks);
    }

    /**
     * The points that it brings.
     *
     * @return the sum over its checks
     */
    public int points() {
        return checks.stream().mapToInt(CheckMark::points).sum();
    }

    /**
     * The points that it can bring.
     *
     * @return the sum over its checks
     */
    public int most() {
        return checks.stream().mapToInt(CheckMark::most).sum();
    }

    /**
     * How it stands as a whole.
     *
     * @return met if all checks are; else not met if one is not met, else open if one is open, else untried
     */
    public Standing standing() {
        for (Standing one : List.of(Standing.NOT_MET, Standing.OPEN, Standing.UNTRIED)) {
            if (checks.stream().anyMatch(check -> check.standing() == one)) {
                return one;
            }
        }
        return Standing.MET;
    }

    ExerciseMark with(List<CheckMark> others) {
        return new ExerciseMark(id, lesson, title, others, at, begun, hints);
    }
}
