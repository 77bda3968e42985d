package lab.shell.learn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import lab.grader.AttemptRecord;
import lab.runtime.observe.Reading;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** The file that progress is kept in. It is replaced as a whole, so that a crash leaves the old or the new one. */
final class ProgressFile {

    private static final int VERSION = 1;

    private final Path file;

    ProgressFile(Path folder) {
        this.file = folder.resolve("progress.json");
    }

    /**
     * Reads it; a learner without one begins.
     *
     * @param aside told where a damaged file was put
     */
    Progress read(Consumer<Path> aside) throws IOException {
        if (!Files.exists(file)) {
            return Progress.of(UUID.randomUUID().toString());
        }
        try {
            var json = JSON.std.mapFrom(Files.readAllBytes(file));
            if (!Integer.valueOf(VERSION).equals(json.get("version"))) {
                throw new IllegalArgumentException("version " + json.get("version"));
            }
            return progress(json);
        } catch (JacksonException | IllegalArgumentException | ClassCastException | IndexOutOfBoundsException e) {
            var kept = file.resolveSibling("progress.damaged-" + System.currentTimeMillis() + ".json");
            Files.move(file, kept);
            aside.accept(kept);
            return Progress.of(UUID.randomUUID().toString());
        }
    }

    void write(Progress progress) throws IOException {
        Files.createDirectories(file.getParent());
        var temporary = file.resolveSibling("progress.new");
        try (var channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(JSON.std.asBytes(json(progress))));
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Map<String, Object> json(Progress progress) {
        var json = new LinkedHashMap<String, Object>();
        json.put("version", VERSION);
        json.put("student", progress.student());
        progress.lesson().ifPresent(lesson -> json.put("lesson", lesson));
        json.put("steps", progress.steps());
        json.put("passed", progress.passed().stream().sorted().toList());
        var attempts = new LinkedHashMap<String, Object>();
        progress.attempts().forEach((id, attempt) -> attempts.put(id, json(attempt)));
        json.put("attempts", attempts);
        return json;
    }

    private static Map<String, Object> json(AttemptRecord attempt) {
        var opening = new LinkedHashMap<String, Object>();
        attempt.opening().forEach((path, reading) -> opening.put(path, json(reading)));
        var json = new LinkedHashMap<String, Object>();
        json.put("opening", opening);
        json.put("seen", List.copyOf(attempt.seen()));
        json.put("hints", attempt.hintsTaken());
        return json;
    }

    private static List<Object> json(Reading reading) {
        var json = new ArrayList<Object>();
        if (reading instanceof Reading.Value value) {
            json.add("value");
            json.add(value.value());
        } else if (reading instanceof Reading.Absent absent) {
            json.add("absent");
            json.add(absent.why());
        } else if (reading instanceof Reading.Unobservable open) {
            json.add("open");
            json.add(open.reason());
        }
        json.add(reading.source());
        return json;
    }

    private static Progress progress(Map<String, Object> json) {
        var steps = new LinkedHashMap<String, String>();
        object(json.get("steps")).forEach((lesson, step) -> steps.put(lesson, (String) step));
        var attempts = new LinkedHashMap<String, AttemptRecord>();
        object(json.get("attempts")).forEach((id, attempt) -> attempts.put(id, attempt(object(attempt))));
        return new Progress(
                (String) present(json.get("student")),
                Optional.ofNullable((String) json.get("lesson")),
                steps,
                texts(json.get("passed")),
                attempts);
    }

    private static AttemptRecord attempt(Map<String, Object> json) {
        var opening = new LinkedHashMap<String, Reading>();
        object(json.get("opening")).forEach((path, reading) -> opening.put(path, reading((List<?>) reading)));
        return new AttemptRecord(opening, texts(json.get("seen")), ((Number) present(json.get("hints"))).intValue());
    }

    private static Reading reading(List<?> json) {
        var source = String.valueOf(json.get(2));
        return switch (String.valueOf(json.get(0))) {
            case "value" -> new Reading.Value(value(json.get(1)), source);
            case "absent" -> new Reading.Absent(String.valueOf(json.get(1)), source);
            default -> new Reading.Unobservable(String.valueOf(json.get(1)), source);
        };
    }

    /** Whole numbers come back as the type that facts have. */
    private static @Nullable Object value(@Nullable Object json) {
        if (json instanceof Number number && !(json instanceof Double)) {
            return number.longValue();
        }
        return json instanceof List<?> list
                ? list.stream().map(ProgressFile::value).toList()
                : json;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object json) {
        return (Map<String, Object>) present(json);
    }

    private static Set<String> texts(@Nullable Object json) {
        var texts = new LinkedHashSet<String>();
        ((List<?>) present(json)).forEach(text -> texts.add((String) text));
        return texts;
    }

    private static Object present(@Nullable Object json) {
        if (json == null) {
            throw new IllegalArgumentException("a field is missing");
        }
        return json;
    }
}
