package lab.grader.mark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lab.grader.journal.JournalLine;
import lab.grader.submission.Submission;

/** Compares what was handed in with the terms of an assignment: facts for a teacher, who decides what they are worth. */
public final class Terms {
    private Terms() {}

    /**
     * Adds what does not keep to the terms.
     *
     * @param graded a submission and its marks
     * @param assignment the terms
     * @return the same marks with more flags
     */
    public static Graded check(Graded graded, Assignment assignment) {
        if (graded.submission().isEmpty()) {
            return graded;
        }
        Submission submission = graded.submission().get();
        List<Flag> flags = new ArrayList<>(graded.flags());
        Instant created = submission.manifest().created();
        assignment.due().filter(created::isAfter).ifPresent(due -> flags.add(Flag.of(Flag.Kind.LATE, created, due)));
        String content = submission.manifest().versions().getOrDefault("exercises", "");
        if (!assignment.content().isEmpty() && !assignment.content().equals(content)) {
            flags.add(Flag.of(Flag.Kind.OTHER_CONTENT, content, assignment.content()));
        }
        for (ExerciseMark mark : graded.exercises()) {
            if (assignment.hints().isPresent()
                    && mark.hints() > assignment.hints().getAsInt()) {
                flags.add(Flag.of(
                        Flag.Kind.MORE_HINTS,
                        mark.id(),
                        mark.hints(),
                        assignment.hints().getAsInt()));
            }
            if (assignment.attempts().isPresent()
                    && mark.begun() > assignment.attempts().getAsInt()) {
                flags.add(Flag.of(
                        Flag.Kind.MORE_ATTEMPTS,
                        mark.id(),
                        mark.begun(),
                        assignment.attempts().getAsInt()));
            }
        }
        journal(submission, assignment, flags);
        return graded.with(flags);
    }

    private static void journal(Submission submission, Assignment assignment, List<Flag> flags) {
        Map<String, Instant> begun = new HashMap<>();
        Map<String, Integer> shown = new TreeMap<>();
        for (JournalLine line : submission.journal().lines()) {
            if (line.what().equals("solution")) {
                shown.merge(line.exercise(), 1, Integer::sum);
            } else if (line.what().equals("opened") && line.at().isPresent()) {
                Instant before = begun.put(line.exercise(), line.at().get());
                if (before != null && Duration.between(before, line.at().get()).compareTo(assignment.coolDown()) < 0) {
                    flags.add(Flag.of(
                            Flag.Kind.TOO_SOON,
                            line.exercise(),
                            before,
                            line.at().get()));
                }
            }
        }
        if (!assignment.solutions()) {
            shown.forEach((exercise, count) -> flags.add(Flag.of(Flag.Kind.SOLUTION_SHOWN, exercise, count)));
        }
    }
}
