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
 * @param steps the step in work of each lesson, by the lesson's id
 * @param passed the exercises that are done
 */
record Progress(String student, Optional<String> lesson, Map<String, String> steps, Set<String> passed) {

    Progress {
        steps = Map.copyOf(steps);
        passed = Set.copyOf(passed);
    }

    /** Of a learner who has not begun. */
    static Progress of(String student) {
        return new Progress(student, Optional.empty(), Map.of(), Set.of());
    }

    Progress at(String lessonId, String step) {
        var all = new LinkedHashMap<>(steps);
        all.put(lessonId, step);
        return new Progress(student, Optional.of(lessonId), all, passed);
    }

    Progress outside() {
        return new Progress(student, Optional.empty(), steps, passed);
    }

    Progress pass(String exercise) {
        var all = new LinkedHashSet<>(passed);
        all.add(exercise);
        return new Progress(student, lesson, steps, all);
    }
}
