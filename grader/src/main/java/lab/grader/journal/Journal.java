package lab.grader.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lab.exercises.Hint;
import lab.grader.Attempt;
import lab.grader.AttemptRecord;
import lab.grader.Verdict;
import lab.runtime.observe.Reading;
import tools.jackson.jr.ob.JSON;

/**
 * The journal of a learner's attempts: a file of JSON lines that only ever grows.
 *
 * <p>Each line carries the hash of the line before it; {@link JournalText} checks that. A shell that is killed leaves whole lines, and two shells do not mix
 * theirs. Safe for use by several threads.
 */
public final class Journal implements AutoCloseable {
    private final Path file;
    private final ChainedFile chain;
    private final InstantSource clock;
    private final Origin origin;
    private final Map<String, Verdict> last = new HashMap<>();

    private Journal(Path file, ChainedFile chain, InstantSource clock, Origin origin) {
        this.file = file;
        this.chain = chain;
        this.clock = clock;
        this.origin = origin;
    }

    /**
     * Opens a journal, which is made if it is not there.
     *
     * @param file the file
     * @return the journal
     * @throws IOException if the file can't be written
     */
    public static Journal open(Path file) throws IOException {
        return new Journal(file, ChainedFile.open(file), InstantSource.system(), Origin.here());
    }

    /**
     * Notes that an exercise was opened, or begun anew.
     *
     * @param attempt the attempt
     * @param parameters the learner's values
     * @throws IOException if the line can't be written
     */
    public synchronized void opened(Attempt attempt, Map<String, ?> parameters) throws IOException {
        last.remove(attempt.exercise().id());
        Map<String, Object> line = line("opened", attempt.exercise().id());
        line.put("parameters", parameters);
        line.put("start", Lines.facts(attempt.record().opening()));
        chain.append(line);
    }

    /**
     * Notes that an exercise is gone on with, after nobody has looked for a while.
     *
     * @param attempt the attempt
     * @throws IOException if the line can't be written
     */
    public synchronized void resumed(Attempt attempt) throws IOException {
        last.remove(attempt.exercise().id());
        chain.append(line("resumed", attempt.exercise().id()));
    }

    /**
     * Notes what a learner typed.
     *
     * @param exercise the id of the exercise that is open
     * @param command the line
     * @param exitCode what it ended with
     * @throws IOException if the line can't be written
     */
    public void command(String exercise, String command, int exitCode) throws IOException {
        Map<String, Object> line = line("command", exercise);
        line.put("line", command);
        line.put("exit", exitCode);
        chain.append(line);
    }

    /**
     * Notes a verdict with all facts, if what its checks say differs from the last one that was noted.
     *
     * @param attempt the attempt
     * @param verdict the verdict
     * @throws IOException if the line can't be written
     */
    public synchronized void verdict(Attempt attempt, Verdict verdict) throws IOException {
        Verdict before = last.get(verdict.exercise());
        if (before == null || !before.sameLook(verdict)) {
            Map<String, Object> line = line("verdict", verdict.exercise());
            line.put("mono", verdict.nanos());
            line.put("passed", verdict.passed());
            line.put("points", verdict.points());
            line.put("seen", List.copyOf(new TreeSet<>(attempt.record().seen())));
            line.put("checks", Lines.checks(verdict));
            chain.append(line);
            last.put(verdict.exercise(), verdict);
        }
    }

    /**
     * Notes that a hint was given.
     *
     * @param attempt the attempt
     * @param hint the hint
     * @throws IOException if the line can't be written
     */
    public void hint(Attempt attempt, Hint hint) throws IOException {
        Map<String, Object> line = line("hint", attempt.exercise().id());
        line.put("hint", hint.id());
        line.put("taken", attempt.record().hintsTaken());
        chain.append(line);
    }

    /**
     * Notes that a solution was shown.
     *
     * @param exercise the id of the exercise that is open
     * @param solution the solution's id
     * @throws IOException if the line can't be written
     */
    public void solution(String exercise, String solution) throws IOException {
        Map<String, Object> line = line("solution", exercise);
        line.put("solution", solution);
        chain.append(line);
    }

    /**
     * When an exercise was begun, each time.
     *
     * @param exercise the exercise's id
     * @return the times, the earliest first
     * @throws IOException if the file can't be read
     */
    public List<Instant> begun(String exercise) throws IOException {
        return lines(exercise).stream()
                .filter(line -> "opened".equals(line.get("what")))
                .flatMap(line -> new JournalLine(1, line).at().stream())
                .toList();
    }

    /**
     * What is known of the last attempt at an exercise.
     *
     * @param exercise the exercise's id
     * @return what {@link Attempt#resume} needs, empty if the exercise was never opened
     * @throws IOException if the file can't be read
     */
    public Optional<AttemptRecord> resume(String exercise) throws IOException {
        Map<String, Reading> opening = Map.of();
        Set<String> seen = Set.of();
        int hints = 0;
        boolean known = false;
        for (Map<String, Object> line : lines(exercise)) {
            Object what = line.get("what");
            if ("opened".equals(what)) {
                known = true;
                opening = Lines.readings(line.get("start"));
                seen = Set.of();
                hints = 0;
            } else if ("verdict".equals(what) && line.get("seen") instanceof List<?> ids) {
                Set<String> more = new TreeSet<>(seen);
                ids.forEach(id -> more.add(String.valueOf(id)));
                seen = more;
            } else if ("hint".equals(what) && line.get("taken") instanceof Number taken) {
                hints = taken.intValue();
            }
        }
        return known ? Optional.of(new AttemptRecord(opening, seen, hints)) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        chain.close();
    }

    private List<Map<String, Object>> lines(String exercise) throws IOException {
        String name = JSON.std.asString(exercise);
        return JournalText.split(Files.readAllBytes(file)).stream()
                .filter(raw -> new String(raw, StandardCharsets.UTF_8).contains(name))
                .flatMap(raw -> JournalText.object(raw).stream())
                .filter(line -> exercise.equals(line.get("exercise")))
                .toList();
    }

    private Map<String, Object> line(String what, String exercise) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        line.put("mono", System.nanoTime());
        line.putAll(origin.fields());
        line.put("what", what);
        line.put("exercise", exercise);
        return line;
    }
}
