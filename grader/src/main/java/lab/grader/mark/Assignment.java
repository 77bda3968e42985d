package lab.grader.mark;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a teacher asks for, and how: one file for the class, read by the students' labs and by {@code grade}.
 *
 * @param course the key of the course, empty if the file does not say
 * @param exercises what is asked for, by their ids; all exercises if none is named
 * @param due until when
 * @param hints how many hints of an exercise may be taken; empty for any number
 * @param solutions whether solutions are shown
 * @param attempts how often an exercise may be begun; empty for any number
 * @param coolDown how long to wait before an exercise is begun once more
 * @param skips whether an exercise may be passed over
 * @param content the hash of the exercises that an exam was made with, as {@code submit} writes it; empty if any will do
 */
public record Assignment(
        String course,
        List<String> exercises,
        Optional<Instant> due,
        OptionalInt hints,
        boolean solutions,
        OptionalInt attempts,
        Duration coolDown,
        boolean skips,
        String content) {
    /** Of those who learn alone: everything is allowed. */
    public static final Assignment NONE = new Assignment(
            "", List.of(), Optional.empty(), OptionalInt.empty(), true, OptionalInt.empty(), Duration.ZERO, true, "");

    private static final Set<String> KEYS =
            Set.of("course", "exercises", "due", "hints", "solutions", "attempts", "cool-down", "skips", "content");

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*(s|m|h)");

    /** Copies the list. */
    public Assignment {
        exercises = List.copyOf(exercises);
    }

    /**
     * Reads a file of lines {@code KEY = VALUE}; {@code #} begins a remark.
     *
     * @param file the file
     * @return what it asks for
     * @throws IOException if it can't be read, or says something that can't be meant
     */
    public static Assignment read(Path file) throws IOException {
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            all.load(reader);
        }
        Set<String> unknown = new TreeSet<>(all.stringPropertyNames());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IOException(file + ": there is no \"" + unknown.iterator().next()
                    + "\" in an assignment; there are " + String.join(", ", new TreeSet<>(KEYS)));
        }
        try {
            return new Assignment(
                    text(all, "course"),
                    List.of(text(all, "exercises").split("[\\s,]+")).stream()
                            .filter(id -> !id.isEmpty())
                            .toList(),
                    due(text(all, "due")),
                    number(all, "hints"),
                    yes(all, "solutions"),
                    number(all, "attempts"),
                    time(text(all, "cool-down")),
                    yes(all, "skips"),
                    text(all, "content"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static String text(Properties all, String key) {
        return all.getProperty(key, "").strip();
    }

    private static Optional<Instant> due(String text) {
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(OffsetDateTime.parse(text).toInstant());
    }

    private static OptionalInt number(Properties all, String key) {
        String text = text(all, key);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!text.matches("\\d{1,6}")) {
            throw new IllegalArgumentException(key + " is a whole number, not \"" + text + "\"");
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private static boolean yes(Properties all, String key) {
        String text = text(all, key).toLowerCase(Locale.ROOT);
        if (!text.isEmpty() && !text.matches("yes|no")) {
            throw new IllegalArgumentException(key + " is yes or no, not \"" + text + "\"");
        }
        return !text.equals("no");
    }

    private static Duration time(String text) {
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException("cool-down is a time such as 90s, 10m or 2h, not \"" + text + "\"");
        }
        return Duration.parse("PT" + time.group(1) + time.group(2).toUpperCase(Locale.ROOT));
    }
}
