package lab.exercises;

import java.util.List;
import java.util.Optional;
import lab.lessons.Block;

/**
 * A word of help.
 *
 * @param id its name inside the exercise, the same in every language
 * @param when a CEL expression over the facts: the misconception that this hint answers; without one, the hint is a rung of the ladder that {@code hint} climbs
 * @param dead whether what it answers can't be mended any more, so that only beginning anew helps
 */
public record Hint(String id, Optional<String> when, boolean dead, List<Block> text) {
    /** A hint about something that can be mended. */
    public Hint(String id, Optional<String> when, List<Block> text) {
        this(id, when, false, text);
    }

    /** Copies the list. */
    public Hint {
        text = List.copyOf(text);
    }
}
