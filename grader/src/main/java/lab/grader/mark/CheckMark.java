package lab.grader.mark;

import java.util.List;

/**
 * What a check is worth.
 *
 * @param id its name inside the exercise
 * @param label the fact in a learner's words
 * @param standing how it stands
 * @param most the points that it can bring
 * @param wanted what was wanted, in the words of facts; empty if nobody tried
 * @param observed what was recorded: path, value and source, a line each
 */
public record CheckMark(String id, String label, Standing standing, int most, String wanted, List<String> observed) {
    /** Copies the list. */
    public CheckMark {
        observed = List.copyOf(observed);
    }

    /**
     * The points that it brings.
     *
     * @return all of its points if it is met, else 0
     */
    public int points() {
        return standing == Standing.MET ? most : 0;
    }

    CheckMark as(Standing other, List<String> seen) {
        return new CheckMark(id, label, other, most, wanted, seen);
    }
}
