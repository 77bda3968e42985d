package lab.exercises;

import java.util.List;
import java.util.Optional;
import lab.lessons.Block;

/**
 * A word of help.
 *
 * @param id its name inside the exercise, the same in every language
 * @param when a CEL expression over the facts: the misconception that this hint answers; without one, the hint is a rung of the ladder that {@code hint} climbs
 */
public record Hint(String id, Optional<String> when, List<Block> text) {
    /** Copies the list. */
    public Hint {
        text = List.copyOf(text);
    }
}
