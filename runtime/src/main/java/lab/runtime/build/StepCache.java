package lab.runtime.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.image.Blobs;
import lab.runtime.image.Descriptor;
import lab.runtime.image.Digest;
import lab.runtime.image.MediaType;
import lab.runtime.image.StoredLayer;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * What steps came to, by what went into them: a folder for what came before, in it a file for each step. The layers are in the store; one
 * that was collected there is built again.
 */
final class StepCache {

    /** What a step came to. */
    record Result(String key, Instant created, Optional<StoredLayer> layer) {}

    private record Known(Map<String, String> inputs, Result result) {}

    /** What is said of a step that nothing like it was done before. */
    static final String NEW = "not built before";

    private final Path folder;
    private final Blobs blobs;

    StepCache(Path folder, Blobs blobs) {
        this.folder = folder;
        this.blobs = blobs;
    }

    /** The key of a step: what came before, and all that goes into it. */
    static String key(String before, Map<String, String> inputs) {
        var text = new StringBuilder(before).append('\n');
        inputs.forEach((name, value) -> text.append(name.length())
                .append(' ')
                .append(name)
                .append(value.length())
                .append(' ')
                .append(value));
        return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** What a step came to before. */
    Optional<Result> find(String before, Map<String, String> inputs) throws IOException {
        var known = read(file(before, key(before, inputs)));
        return known.map(Known::result)
                .filter(result -> result.layer().isEmpty()
                        || blobs.has(result.layer().get().blob().digest()));
    }

    void put(String before, Map<String, String> inputs, Result result) throws IOException {
        var json = new LinkedHashMap<String, Object>();
        json.put("inputs", inputs);
        json.put("created", result.created().toString());
        result.layer().ifPresent(layer -> {
            json.put("diffId", layer.diffId().toString());
            json.put("digest", layer.blob().digest().toString());
            json.put("size", layer.blob().size());
        });
        var file = file(before, result.key());
        Files.createDirectories(file.getParent());
        var temporary = Files.createTempFile(file.getParent(), "new", "");
        try {
            Files.write(temporary, JSON.std.asBytes(json));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Why a step is not known: what is different from the last step of its kind after the same steps. */
    String explain(String before, Map<String, String> inputs) throws IOException {
        var key = key(before, inputs);
        var last = Optional.<Known>empty();
        for (var file : files(before)) {
            var known = read(file);
            if (file.getFileName().toString().equals(key + ".json") && known.isPresent()) {
                return "its layer is no longer in the store";
            }
            if (known.isPresent()
                    && keyword(known.get().inputs).equals(keyword(inputs))
                    && (last.isEmpty()
                            || last.get()
                                    .result
                                    .created()
                                    .isBefore(known.get().result.created()))) {
                last = known;
            }
        }
        return last.isEmpty() ? NEW : difference(last.get().inputs, inputs);
    }

    private static String keyword(Map<String, String> inputs) {
        return inputs.getOrDefault("instruction", "").split(" ", 2)[0];
    }

    private static String difference(Map<String, String> before, Map<String, String> now) {
        if (!before.getOrDefault("instruction", "").equals(now.get("instruction"))) {
            return "the instruction was: " + before.get("instruction");
        }
        var changes = new ArrayList<String>();
        for (var input : now.entrySet()) {
            var old = before.get(input.getKey());
            if (old == null) {
                changes.add(input.getKey() + " is new");
            } else if (!old.equals(input.getValue())) {
                changes.add(input.getKey() + " changed");
            }
        }
        for (var name : before.keySet()) {
            if (!now.containsKey(name)) {
                changes.add(name + " is gone");
            }
        }
        var shown = String.join(", ", changes.subList(0, Math.min(3, changes.size())));
        return changes.size() > 3 ? shown + " and " + (changes.size() - 3) + " more" : shown;
    }

    private List<Path> files(String before) throws IOException {
        var files = new ArrayList<Path>();
        var directory = folder.resolve(before);
        if (Files.isDirectory(directory)) {
            try (var all = Files.newDirectoryStream(directory, "*.json")) {
                all.forEach(files::add);
            }
        }
        return files;
    }

    private Path file(String before, String key) {
        return folder.resolve(before).resolve(key + ".json");
    }

    /** A file that is damaged or of another version is as good as none. */
    private static Optional<Known> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            var json = JSON.std.mapFrom(Files.readAllBytes(file));
            var inputs = new LinkedHashMap<String, String>();
            if (json.get("inputs") instanceof Map<?, ?> map) {
                map.forEach((name, value) -> inputs.put(String.valueOf(name), String.valueOf(value)));
            }
            var name = file.getFileName().toString();
            var layer = Optional.<StoredLayer>empty();
            if (json.get("size") instanceof Number size) {
                var digest = Digest.parse(String.valueOf(json.get("digest")));
                layer = Optional.of(new StoredLayer(
                        new Descriptor(MediaType.LAYER, digest, size.longValue()),
                        Digest.parse(String.valueOf(json.get("diffId")))));
            }
            var created = Instant.parse(String.valueOf(json.get("created")));
            return Optional.of(new Known(
                    inputs, new Result(name.substring(0, name.length() - ".json".length()), created, layer)));
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
