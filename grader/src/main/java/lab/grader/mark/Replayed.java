package lab.grader.mark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.grader.Verdict;

/** Puts what was seen when a learner's lines were run again in the place of what the learner's lab has recorded. */
public final class Replayed {
    private Replayed() {}

    /**
     * The marks of a submission by what was seen.
     *
     * @param recorded the marks by the record
     * @param seen what was seen, by the exercise's id; of an exercise that is not there the record counts
     * @return marks with a flag for each exercise where record and sight differ, or where not all was seen
     */
    public static Graded of(Graded recorded, Map<String, Played> seen) {
        List<ExerciseMark> marks = new ArrayList<>();
        List<Flag> flags = new ArrayList<>(recorded.flags());
        for (ExerciseMark mark : recorded.exercises()) {
            Played played = seen.get(mark.id());
            ExerciseMark other = played == null ? mark : mark.with(checks(mark, played));
            marks.add(other);
            if (played != null) {
                flags(mark, other, played, flags);
            }
        }
        return new Graded(recorded.file(), recorded.submission(), recorded.refusal(), marks, flags);
    }

    private static void flags(ExerciseMark recorded, ExerciseMark seen, Played played, List<Flag> flags) {
        if (played.ending() == Played.Ending.OUT_OF_TIME) {
            flags.add(Flag.of(Flag.Kind.REPLAY_OUT_OF_TIME, recorded.id(), played.why()));
        } else if (played.ending() == Played.Ending.BROKEN) {
            flags.add(Flag.of(Flag.Kind.REPLAY_BROKEN, recorded.id(), played.why()));
        }
        if (!played.unrun().isEmpty()) {
            flags.add(Flag.of(Flag.Kind.REPLAY_UNRUN, recorded.id(), String.join(", ", played.unrun())));
        }
        if (recorded.points() != seen.points()) {
            flags.add(Flag.of(Flag.Kind.REPLAY_DIFFERS, recorded.id(), recorded.points(), seen.points()));
        }
    }

    /** What was not met says nothing against a learner where not all of the lines were run. */
    private static List<CheckMark> checks(ExerciseMark mark, Played played) {
        if (played.verdict().isEmpty()) {
            return mark.checks().stream()
                    .map(check -> check.as(Standing.OPEN, List.of(played.why())))
                    .toList();
        }
        Verdict verdict = played.verdict().get();
        List<CheckMark> checks = Marks.of(verdict);
        return played.whole()
                ? checks
                : checks.stream()
                        .map(check -> check.standing() == Standing.NOT_MET
                                ? check.as(Standing.OPEN, check.observed())
                                : check)
                        .toList();
    }
}
