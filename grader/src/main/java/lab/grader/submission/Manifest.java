package lab.grader.submission;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * What a submission says about itself.
 *
 * @param student the name that the parameters come from
 * @param name what the learner is called
 * @param created when it was handed in
 * @param head the hash of the journal's last line
 * @param seeds the seed of each exercise that was opened, by the exercise's id
 * @param versions of the lab, its content, Java and the kernel
 * @param hashes the SHA-256 of the other parts, by name
 * @param key the public half of the key that signed it
 */
public record Manifest(
        String student,
        String name,
        Instant created,
        String head,
        SortedMap<String, String> seeds,
        SortedMap<String, String> versions,
        SortedMap<String, String> hashes,
        String key) {
    private static final String FORMAT = "lab/submission/1";
    private static final int LONGEST_NAME = 200;

    /** Copies the maps. */
    public Manifest {
        seeds = Collections.unmodifiableSortedMap(new TreeMap<>(seeds));
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    }

    byte[] bytes() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", FORMAT);
        fields.put("student", student);
        fields.put("name", name);
        fields.put("created", created.toString());
        fields.put("head", head);
        fields.put("seeds", seeds);
        fields.put("versions", versions);
        fields.put("hashes", hashes);
        fields.put("key", key);
        return (JSON.std.asString(fields) + '\n').getBytes(StandardCharsets.UTF_8);
    }

    static Manifest parse(byte[] bytes) throws RefusedException {
        try {
            Map<String, Object> fields = JSON.std.mapFrom(new String(bytes, StandardCharsets.UTF_8));
            if (!FORMAT.equals(fields.get("format"))) {
                throw Refusal.because(Refusal.Kind.MANIFEST, "format " + fields.get("format"));
            }
            return new Manifest(
                    word(fields, "student"),
                    word(fields, "name"),
                    Instant.parse(word(fields, "created")),
                    word(fields, "head"),
                    words(fields.get("seeds")),
                    words(fields.get("versions")),
                    words(fields.get("hashes")),
                    word(fields, "key"));
        } catch (JacksonException | DateTimeException e) {
            throw Refusal.because(Refusal.Kind.MANIFEST, e.getClass().getSimpleName());
        }
    }

    private static String word(Map<String, Object> fields, String name) throws RefusedException {
        if (fields.get(name) instanceof String text && text.length() <= LONGEST_NAME) {
            return text;
        }
        throw Refusal.because(Refusal.Kind.MANIFEST, name);
    }

    private static SortedMap<String, String> words(@Nullable Object value) {
        SortedMap<String, String> words = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, word) -> {
                if (name instanceof String key && word instanceof String text && text.length() <= LONGEST_NAME) {
                    words.put(key, text);
                }
            });
        }
        return words;
    }
}
