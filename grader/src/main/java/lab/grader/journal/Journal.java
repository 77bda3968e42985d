package lab.grader.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * The journal of a learner's attempts: a file of JSON lines that only ever grows.
 *
 * <p>Each line is written by one call in append mode, so a shell that is killed leaves whole lines, and two shells do not mix theirs. Safe for use by
 * several threads.
 */
public final class Journal implements AutoCloseable {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path file;
    private final FileChannel channel;
    private final InstantSource clock;
    private final String boot;
    private final Map<String, Verdict> last = new HashMap<>();

    private Journal(Path file, FileChannel channel, InstantSource clock, String boot) {
        this.file = file;
        this.channel = channel;
        this.clock = clock;
        this.boot = boot;
    }

    /**
     * Opens a journal, which is made if it is not there.
     *
     * @param file the file
     * @return the journal
     * @throws IOException if the file can't be written
     */
    public static Journal open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Journal journal = new Journal(
                file, channel, InstantSource.system(), Files.readString(BOOT_ID).strip());
        journal.endTornLine();
        return journal;
    }

    /**
     * Notes that an exercise was opened, or begun anew.
     *
     * @param attempt the attempt
     * @param parameters the learner's values
     * @throws IOException if the line can't be written
     */
    public void opened(Attempt attempt, Map<String, ?> parameters) throws IOException {
        Map<String, Object> line = line("opened", attempt.exercise().id());
        line.put("parameters", parameters);
        line.put("start", Lines.facts(attempt.record().opening()));
        append(line);
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
        append(line);
    }

    /**
     * Notes a verdict with all facts, if its outcomes differ from those of the last one that was noted.
     *
     * @param attempt the attempt
     * @param verdict the verdict
     * @throws IOException if the line can't be written
     */
    public synchronized void verdict(Attempt attempt, Verdict verdict) throws IOException {
        Verdict before = last.put(verdict.exercise(), verdict);
        if (before == null || !before.sameOutcomes(verdict)) {
            Map<String, Object> line = line("verdict", verdict.exercise());
            line.put("passed", verdict.passed());
            line.put("points", verdict.points());
            line.put("seen", List.copyOf(new TreeSet<>(attempt.record().seen())));
            line.put("checks", Lines.checks(verdict));
            append(line);
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
        append(line);
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
        channel.close();
    }

    private List<Map<String, Object>> lines(String exercise) throws IOException {
        String name = JSON.std.asString(exercise);
        try (var all = Files.lines(file, StandardCharsets.UTF_8)) {
            return all.filter(line -> line.contains(name))
                    .flatMap(line -> parsed(line).stream())
                    .filter(line -> exercise.equals(line.get("exercise")))
                    .toList();
        }
    }

    /** A line that is no JSON was torn by a crash of the machine; what it said is lost, the others are not. */
    private static Optional<Map<String, Object>> parsed(String line) {
        try {
            return Optional.of(JSON.std.mapFrom(line));
        } catch (JacksonException torn) {
            return Optional.empty();
        }
    }

    private Map<String, Object> line(String what, String exercise) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("v", 1);
        line.put("at", clock.instant().toString());
        line.put("boot", boot);
        line.put("what", what);
        line.put("exercise", exercise);
        return line;
    }

    private void append(Map<String, Object> line) throws IOException {
        write(JSON.std.asString(line) + '\n');
    }

    private synchronized void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void endTornLine() throws IOException {
        try (FileChannel reader = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer end = ByteBuffer.allocate(1);
            long size = reader.size();
            if (size > 0 && reader.read(end, size - 1) == 1 && end.get(0) != '\n') {
                write("\n");
            }
        }
    }
}
