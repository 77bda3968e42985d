package lab.lessons;

import java.util.List;

/**
 * A step of a lesson: a few beats about one thing.
 *
 * @param key its name inside the lesson, the same in every language; progress is kept by it, so that steps can be added and moved
 * @param number its place in the lesson, from 1
 */
public record Step(String key, int lesson, int number, Phrase title, List<Beat> beats) {
    /** Copies the list. */
    public Step {
        beats = List.copyOf(beats);
    }

    /** Lesson and place, as shown at the prompt: {@code 3.2}. */
    public String id() {
        return lesson + "." + number;
    }
}
