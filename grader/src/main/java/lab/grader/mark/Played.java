package lab.grader.mark;

import java.util.List;
import java.util.Optional;
import lab.grader.Verdict;

/**
 * What came of a learner's lines when they were run again.
 *
 * @param verdict the best look, empty if nothing could be looked at
 * @param unrun what was not run, since a submission may not do so here
 * @param ending how it ended
 * @param why of {@link Ending#BROKEN} the reason, of {@link Ending#OUT_OF_TIME} the bound; else empty
 */
public record Played(Optional<Verdict> verdict, List<String> unrun, Ending ending, String why) {
    /** Copies the list. */
    public Played {
        unrun = List.copyOf(unrun);
    }

    /** How a replay can end. */
    public enum Ending {
        /** All lines were run. */
        DONE,
        /** It was ended, since it took longer than it may. */
        OUT_OF_TIME,
        /** This host could not run it, which is nobody's fault. */
        BROKEN
    }

    /** Whether what it shows is all that there is to see. */
    boolean whole() {
        return ending == Ending.DONE && unrun.isEmpty();
    }
}
