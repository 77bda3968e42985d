package lab.shell.learn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
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
import java.util.TreeMap;
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
     * Reads it; for a learner without one it is made.
     *
     * @param aside told where a damaged file was put
     */
    Progress read(Consumer<Path> aside) throws IOException {
        if (!Files.exists(file)) {
            return begin();
        }
        try {
            var json = JSON.std.mapFrom(Files.readAllBytes(file));
            if (!Integer.valueOf(VERSION).equals(json.get("version"))) {
                throw new IllegalArgumentException("version " + json.get("version"));
            }
            return progress(json);
        } catch (JacksonException | IllegalArgumentException | ClassCastException e) {
            var kept = file.resolveSibling("progress.damaged-" + System.currentTimeMillis() + ".json");
            Files.move(file, kept);
            aside.accept(kept);
            return begin();
        }
    }

    /** Two labs may begin at the same moment; the learner is one. */
    private Progress begin() throws IOException {
        var progress = Progress.of(UUID.randomUUID().toString());
        var temporary = temporary(progress);
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            return progress(JSON.std.mapFrom(Files.readAllBytes(file)));
        } finally {
            Files.delete(temporary);
        }
        return progress;
    }

    void write(Progress progress) throws IOException {
        Files.move(temporary(progress), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path temporary(Progress progress) throws IOException {
        Files.createDirectories(file.getParent());
        var temporary = file.resolveSibling(
                "progress.json.new-" + ProcessHandle.current().pid());
        try (var channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(JSON.std.asBytes(json(progress)));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return temporary;
    }

    private static Map<String, Object> json(Progress progress) {
        var json = new LinkedHashMap<String, Object>();
        json.put("version", VERSION);
        json.put("student", progress.student());
        progress.lesson().ifPresent(lesson -> json.put("lesson", lesson));
        var bookmarks = new TreeMap<String, Object>();
        progress.bookmarks()
                .forEach((lesson, at) -> bookmarks.put(lesson, Map.of("step", at.step(), "beat", at.beat())));
        json.put("bookmarks", bookmarks);
        json.put("passed", progress.passed().stream().sorted().toList());
        return json;
    }

    private static Progress progress(Map<String, Object> json) {
        var bookmarks = new LinkedHashMap<String, Progress.Bookmark>();
        object(json.get("bookmarks")).forEach((lesson, at) -> bookmarks.put(lesson, bookmark(object(at))));
        return new Progress(
                text(json.get("student")),
                Optional.ofNullable((String) json.get("lesson")),
                bookmarks,
                texts(json.get("passed")));
    }

    private static Progress.Bookmark bookmark(Map<String, Object> json) {
        return new Progress.Bookmark(text(json.get("step")), json.get("beat") instanceof Integer beat ? beat : 0);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new IllegalArgumentException("text is missing");
    }

    private static Set<String> texts(@Nullable Object value) {
        var texts = new LinkedHashSet<String>();
        if (value instanceof List<?> list) {
            list.forEach(each -> texts.add(text(each)));
        }
        return texts;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
