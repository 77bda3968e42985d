package lab.shell.learn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
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
        return json;
    }

    private static Progress progress(Map<String, Object> json) {
        var steps = new LinkedHashMap<String, String>();
        object(json.get("steps")).forEach((lesson, step) -> steps.put(lesson, (String) step));
        return new Progress(
                (String) present(json.get("student")),
                Optional.ofNullable((String) json.get("lesson")),
                steps,
                texts(json.get("passed")));
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
