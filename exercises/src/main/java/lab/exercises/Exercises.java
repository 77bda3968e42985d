package lab.exercises;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lab.lessons.Language;
import lab.lessons.format.DocumentInput;

/**
 * All exercises in one language, in the order of lessons and numbers.
 */
public record Exercises(Language language, List<Exercise> list) {
    /** Copies the list. */
    public Exercises {
        list = List.copyOf(list);
    }

    /** Reads the compiled exercises from the class path. */
    public static Exercises load(Language language) {
        String name = "exercises." + language.code();
        try (InputStream stream = Exercises.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("read " + name + ": not on the class path next to "
                        + Exercises.class.getName() + "; the exercises module was not built");
            }
            return ExerciseFormat.read(DocumentInput.of(name, stream));
        } catch (IOException e) {
            throw new UncheckedIOException("read " + name + ": " + e.getMessage(), e);
        }
    }

    /** The exercises of a lesson, in their order. */
    public List<Exercise> of(String lesson) {
        return list.stream()
                .filter(exercise -> exercise.lesson().equals(lesson))
                .toList();
    }

    /** The exercise with this id, if there is one. */
    public Optional<Exercise> find(String id) {
        String wanted = id.toLowerCase(Locale.ROOT);
        return list.stream().filter(exercise -> exercise.id().equals(wanted)).findFirst();
    }
}
