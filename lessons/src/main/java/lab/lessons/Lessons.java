package lab.lessons;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
