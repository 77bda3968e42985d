package lab.shell.learn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import lab.exercises.Seed;
import lab.shell.session.Settings;

/**
 * Who learns in which course. Both come from the environment where a class has them, {@code LAB_STUDENT} and {@code LAB_COURSE}; who learns alone has a name
 * that nobody else has, and the course that everybody has.
 *
 * @param student the name that parameters come from
 * @param course the key of the course, which parameters come from, too
 */
public record Enrolment(String student, String course) {

    /** The course of those who learn alone. */
    public static final String ALONE = "lab";

    static Enrolment of(Settings settings, String alone) {
        var env = settings.env();
        var student = env.getOrDefault("LAB_STUDENT", "");
        var course = env.getOrDefault("LAB_COURSE", "");
        return new Enrolment(student.isEmpty() ? alone : student, course.isEmpty() ? ALONE : course);
    }

    /** The enrolment of the learner whose progress is kept here; one who has not begun begins. */
    public static Enrolment of(Settings settings) throws IOException {
        var file = new ProgressFile(settings.paths().state());
        return of(settings, file.read(aside -> {}).student());
    }

    /** The file that the learner's work is kept in. */
    public static Path journal(Settings settings) {
        return settings.paths().state().resolve("journal.jsonl");
    }

    /** The file that drills are kept in, which are nobody's homework. */
    static Path drills(Settings settings) {
        return settings.paths().state().resolve("drill.jsonl");
    }

    /** The same learner when an exercise comes again: other parameters each time. */
    Enrolment again(int time) {
        return new Enrolment(student + " drill " + time, course);
    }

    /** The key of the course as bytes. */
    public static byte[] key(String course) {
        return course.getBytes(StandardCharsets.UTF_8);
    }

    /** The seed of an exercise's parameters. */
    public Seed seed(String exercise) {
        return Seed.of(key(course), student, exercise);
    }
}
