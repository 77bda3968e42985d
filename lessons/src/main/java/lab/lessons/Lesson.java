package lab.lessons;

import java.util.List;
import java.util.Optional;

/**
 * A lesson, in one language.
 *
 * @param number its place in the course, from 1
 * @param id its name, the same in every language
 * @param line what it is about, in one line
 */
public record Lesson(int number, String id, Language language, Phrase title, Phrase line, List<Step> steps) {
    /** Copies the list. */
    public Lesson {
        steps = List.copyOf(steps);
    }

    /** The step with this key, if there is one. */
    public Optional<Step> step(String key) {
        return steps.stream().filter(step -> step.key().equals(key)).findFirst();
    }

    /** The ids of the exercises, in the order of the steps that ask for them. */
    public List<String> exercises() {
        return steps.stream()
                .flatMap(step -> step.beats().stream())
                .filter(Beat.Practice.class::isInstance)
                .map(beat -> ((Beat.Practice) beat).exercise())
                .toList();
    }
}
