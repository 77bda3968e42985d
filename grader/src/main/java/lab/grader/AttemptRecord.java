package lab.grader;

import java.util.Map;
import java.util.Set;
import lab.runtime.observe.Reading;

/**
 * What must be kept of an attempt so that it can go on after the shell ended.
 *
 * @param opening the facts that checks compare with, as they were when the exercise was opened
 * @param seen the ids of the checks whose condition was met at some look
 * @param hintsTaken how many rungs of the ladder of hints were shown
 */
public record AttemptRecord(Map<String, Reading> opening, Set<String> seen, int hintsTaken) {
    /** Copies the collections. */
    public AttemptRecord {
        opening = Map.copyOf(opening);
        seen = Set.copyOf(seen);
    }
}
