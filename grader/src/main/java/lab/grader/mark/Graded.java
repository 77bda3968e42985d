package lab.grader.mark;

import java.util.List;
import java.util.Optional;
import lab.grader.submission.Refusal;
import lab.grader.submission.Submission;

/**
 * A file and what came of it.
 *
 * @param file its name
 * @param submission what it held, empty if it was refused
 * @param refusal why it was refused, empty if it was graded
 * @param exercises the marks, none if it was refused
 * @param flags what a teacher may want to ask about
 */
public record Graded(
        String file,
        Optional<Submission> submission,
        Optional<Refusal> refusal,
        List<ExerciseMark> exercises,
        List<Flag> flags) {
    /** Copies the lists. */
    public Graded {
        exercises = List.copyOf(exercises);
        flags = List.copyOf(flags);
    }

    /**
     * A file that is not graded.
     *
     * @param file its name
     * @param refusal why
     * @return what came of it
     */
    public static Graded refused(String file, Refusal refusal) {
        return new Graded(file, Optional.empty(), Optional.of(refusal), List.of(), List.of());
    }

    Graded with(List<Flag> others) {
        return new Graded(file, submission, refusal, exercises, others);
    }

    /**
     * The points that it brings.
     *
     * @return the sum over its exercises
     */
    public int points() {
        return exercises.stream().mapToInt(ExerciseMark::points).sum();
    }

    /**
     * The points that it can bring.
     *
     * @return the sum over its exercises
     */
    public int most() {
        return exercises.stream().mapToInt(ExerciseMark::most).sum();
    }

    /**
     * The name that the parameters come from.
     *
     * @return the student, empty if the file was refused
     */
    public String student() {
        return submission.map(s -> s.manifest().student()).orElse("");
    }

    /**
     * What the learner is called.
     *
     * @return the name, empty if the file was refused
     */
    public String name() {
        return submission.map(s -> s.manifest().name()).orElse("");
    }
}
