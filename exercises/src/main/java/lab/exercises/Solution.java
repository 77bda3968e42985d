package lab.exercises;

import java.util.List;
import lab.lessons.Block;
import lab.lessons.Phrase;

/**
 * One way to solve an exercise.
 *
 * @param id its name inside the exercise, the same in every language
 * @param lines what to type at the lab's prompt, line by line, none of which waits for input
 * @param tradeOff what this way gives and what it costs
 */
public record Solution(String id, Phrase title, List<String> lines, List<Block> tradeOff) {
    /** Copies the lists. */
    public Solution {
        lines = List.copyOf(lines);
        tradeOff = List.copyOf(tradeOff);
    }
}
