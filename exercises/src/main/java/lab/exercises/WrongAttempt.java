package lab.exercises;

import java.util.List;
import java.util.Optional;
import lab.lessons.Phrase;

/**
 * A likely mistake, which must be refused.
 *
 * @param id its name inside the exercise, the same in every language
 * @param lines what to type at the lab's prompt, line by line
 * @param fails the ids of exactly the checks that are not met afterwards
 * @param hint the id of the hint that is shown for it: the first one whose {@code when} is true
 */
public record WrongAttempt(String id, Phrase title, List<String> lines, List<String> fails, Optional<String> hint) {
    /** Copies the lists. */
    public WrongAttempt {
        lines = List.copyOf(lines);
        fails = List.copyOf(fails);
    }
}
