package lab.lessons;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lab.lessons.format.DocumentInput;
import lab.lessons.format.LessonFormat;

/**
 * All lessons in one language.
 *
 * @param course every lesson of the course in its order, also those that are not written yet
 * @param lessons the lessons that exist, in the order of the course
 */
public record Lessons(Language language, List<CourseEntry> course, List<Lesson> lessons) {
    /** Copies the lists. */
    public Lessons {
        course = List.copyOf(course);
        lessons = List.copyOf(lessons);
    }

    /** Reads the compiled lessons from the class path. */
    public static Lessons load(Language language) {
        String name = "lessons." + language.code();
        try (InputStream stream = Lessons.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("read " + name + ": not on the class path next to "
                        + Lessons.class.getName() + "; the lessons module was not built");
            }
            return LessonFormat.read(DocumentInput.of(name, stream));
        } catch (IOException e) {
            throw new UncheckedIOException("read " + name + ": " + e.getMessage(), e);
        }
    }

    /** The lesson that a learner names by its number, its id, or the beginning of its id. */
    public Optional<Lesson> find(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        Optional<Lesson> exact = lessons.stream()
                .filter(lesson -> lesson.id().equals(wanted)
                        || Integer.toString(lesson.number()).equals(wanted))
                .findFirst();
        if (exact.isPresent() || wanted.isEmpty()) {
            return exact;
        }
        List<Lesson> beginnings = lessons.stream()
                .filter(lesson -> lesson.id().startsWith(wanted))
                .toList();
        return beginnings.size() == 1 ? Optional.of(beginnings.get(0)) : Optional.empty();
    }
}
