package lab.shell.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lab.exercises.Exercise;
import lab.grader.Attempt;
import lab.grader.AttemptRecord;
import lab.grader.Verdict;
import lab.grader.journal.Journal;
import lab.grader.mark.Assignment;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;
import lab.shell.session.Version;
import org.jspecify.annotations.Nullable;

/** Where exercises are worked on: each with the learner's own parameters, and gone on with if its containers are still there. */
final class Desk implements AutoCloseable {

    private final Lab lab;
    private @Nullable Journal journal;
    private String before = "";
    private boolean drill;
    private @Nullable Assignment assignment;

    Desk(Lab lab) {
        this.lab = lab;
    }

    /** Whether exercises come once more from here on, with parameters of another time and a journal that is not handed in. */
    void drill(boolean on) throws IOException {
        if (drill != on) {
            close();
            before = "";
            drill = on;
        }
    }

    /**
     * Opens an exercise.
     *
     * @param anew whether it begins anew, whatever was done before
     */
    Practice open(Exercise exercise, String student, boolean anew, Theme theme) throws IOException {
        var place = lab.openPlace(true);
        var going = !anew && (before.isEmpty() ? place.adopted() : exercise.id().equals(before));
        if (!going) {
            mayBegin(exercise.id());
        }
        before = exercise.id();
        place.enter(exercise.id());
        place.workbench();
        var values =
                exercise.parameters().resolve(enrolment(exercise.id(), student).seed(exercise.id()));
        var records = journal();
        var terms = drill ? Assignment.NONE : assignment();
        var record = going ? records.resume(exercise.id()) : Optional.<AttemptRecord>empty();
        var attempt = record.isPresent()
                ? Attempt.resume(lab.expressions(), exercise, values, lab.scope(), record.get())
                : Attempt.open(lab.expressions(), exercise, values, lab.scope());
        if (record.isEmpty()) {
            records.opened(attempt, values.variables());
        } else {
            records.resumed(attempt);
        }
        attempt.eachLook(verdict -> keep(records, attempt, verdict));
        return new Practice(lab, theme, attempt, records, terms);
    }

    /** The terms of the class, if the learner's lab was told of any. */
    private Assignment assignment() throws IOException {
        if (assignment == null) {
            var file = lab.settings().env().getOrDefault("LAB_ASSIGNMENT", "");
            var read = file.isEmpty() ? Assignment.NONE : Assignment.read(Path.of(file));
            var content = Version.all().getOrDefault("exercises", "");
            if (!read.content().isEmpty() && !read.content().equals(content)) {
                throw new IOException(lab.say("assignment.content", read.content(), content));
            }
            assignment = read;
        }
        return assignment;
    }

    /** Refuses to begin an exercise more often, or sooner, than the class may. */
    void mayBegin(String exercise) throws IOException {
        var terms = assignment();
        var begun =
                terms.equals(Assignment.NONE) ? List.<Instant>of() : journal().begun(exercise);
        if (!drill
                && terms.attempts().isPresent()
                && begun.size() >= terms.attempts().getAsInt()) {
            throw new IOException(
                    lab.say("assignment.attempts", exercise, terms.attempts().getAsInt()));
        }
        if (!begun.isEmpty()) {
            var again = begun.get(begun.size() - 1).plus(terms.coolDown());
            var left = Duration.between(Instant.now(), again);
            if (left.toMillis() > 0) {
                throw new IOException(lab.say("assignment.wait", exercise, left.toSeconds() + 1));
            }
        }
    }

    /** Keeps what a look saw. Where that fails, the next line that the learner runs tries again and tells. */
    private static void keep(Journal records, Attempt attempt, Verdict verdict) {
        try {
            records.verdict(attempt, verdict);
        } catch (IOException e) {
            System.getLogger(Desk.class.getName()).log(System.Logger.Level.DEBUG, "a look was not kept", e);
        }
    }

    private Enrolment enrolment(String exercise, String student) throws IOException {
        var own = Enrolment.of(lab.settings(), student);
        return drill ? own.again(journal().begun(exercise).size() + 1) : own;
    }

    private Journal journal() throws IOException {
        if (journal == null) {
            journal = Journal.open(drill ? Enrolment.drills(lab.settings()) : Enrolment.journal(lab.settings()));
        }
        return journal;
    }

    @Override
    public void close() throws IOException {
        if (journal != null) {
            journal.close();
            journal = null;
        }
    }
}
