package lab.shell.learn;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is remembered of a learner, changed only by making a new one.
 *
 * @param student a name that nobody else has; the parameters of exercises come from it
 * @param lesson the lesson in work, if there is one
 * @param bookmarks where the learner is in each lesson, by the lesson's id
 * @param passed the exercises that are done
 */
record Progress(String student, Optional<String> lesson, Map<String, Bookmark> bookmarks, Set<String> passed) {

    /**
     * A place in a lesson.
     *
     * @param step the step's key
     * @param beat the beat of the step that waits, from 0
     */
    record Bookmark(String step, int beat) {}

    Progress {
        bookmarks = Map.copyOf(bookmarks);
        passed = Set.copyOf(passed);
    }

    /** Of a learner who has not begun. */
    static Progress of(String student) {
        return new Progress(student, Optional.empty(), Map.of(), Set.of());
    }

    /** The learner is at a beat of a lesson; of a drill nothing is remembered, since each is another one. */
    Progress at(String lessonId, String step, int beat) {
        if (lessonId.equals(Drill.ID)) {
            return this;
        }
        var all = new LinkedHashMap<>(bookmarks);
        all.put(lessonId, new Bookmark(step, beat));
        return new Progress(student, Optional.of(lessonId), all, passed);
    }

    Progress outside() {
        return new Progress(student, Optional.empty(), bookmarks, passed);
    }

    Progress pass(String exercise) {
        var all = new LinkedHashSet<>(passed);
        all.add(exercise);
        return new Progress(student, lesson, bookmarks, all);
    }
}
