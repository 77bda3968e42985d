package lab.grader.mark;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.exercises.Exercise;
import lab.exercises.Seed;
import lab.grader.expression.Expressions;
import lab.grader.journal.JournalLine;
import lab.grader.submission.Manifest;
import lab.grader.submission.RefusedException;
import lab.grader.submission.Submission;

/**
 * Marks submissions from what they recorded. It reads the files and nothing else: no privileges, no namespaces, no network, and the same files always give the
 * same marks.
 */
public final class Marker {
    private final Expressions expressions;
    private final List<Exercise> exercises;
    private final byte[] courseKey;

    /**
     * A marker.
     *
     * @param expressions takes the expressions of checks
     * @param exercises what was asked for
     * @param courseKey what seeds come from
     */
    public Marker(Expressions expressions, List<Exercise> exercises, byte[] courseKey) {
        this.expressions = expressions;
        this.exercises = List.copyOf(exercises);
        this.courseKey = courseKey.clone();
    }

    /**
     * Marks files, in the order of their names.
     *
     * @param files the files, which may be hostile
     * @return what came of each
     */
    public List<Graded> mark(List<Path> files) {
        return Comparison.flagged(
                files.stream().distinct().sorted().map(this::mark).toList());
    }

    private Graded mark(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            Submission submission = Submission.read(file);
            Map<String, Work> works = works(submission);
            List<ExerciseMark> marks = new ArrayList<>();
            List<Flag> flags = new ArrayList<>(Oddities.of(submission));
            works.forEach((exercise, work) -> {
                marks.add(work.mark());
                flags.addAll(work.flags());
                seed(exercise, submission.manifest()).ifPresent(flags::add);
            });
            return new Graded(name, Optional.of(submission), Optional.empty(), marks, flags);
        } catch (RefusedException e) {
            return Graded.refused(name, e.refusal());
        }
    }

    private Map<String, Work> works(Submission submission) throws RefusedException {
        Map<String, Work> works = new LinkedHashMap<>();
        for (Exercise exercise : exercises) {
            Seed seed = Seed.of(courseKey, submission.manifest().student(), exercise.id());
            works.put(
                    exercise.id(),
                    new Work(expressions, exercise, exercise.parameters().resolve(seed)));
        }
        Effort effort = new Effort();
        String shell = "";
        for (JournalLine line : submission.journal().lines()) {
            if (!line.shell().equals(shell)) {
                shell = line.shell();
                works.values().forEach(Work::interrupted);
            }
            Work work = works.get(line.exercise());
            if (work != null) {
                effort.spend(line);
                work.read(line, line.at().orElse(Instant.EPOCH));
            }
        }
        return works;
    }

    private Optional<Flag> seed(String exercise, Manifest manifest) {
        String claimed = manifest.seeds().get(exercise);
        Seed given = Seed.of(courseKey, manifest.student(), exercise);
        return claimed == null || claimed.equals(given.hex())
                ? Optional.empty()
                : Optional.of(Flag.of(Flag.Kind.OTHER_SEED, exercise));
    }
}
