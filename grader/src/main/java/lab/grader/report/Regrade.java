package lab.grader.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lab.grader.mark.CheckMark;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Graded;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * Compares marks with earlier marks of the same files, as {@code --format json} wrote them.
 *
 * @param marks how many marks of exercises were compared
 * @param changes those that are others now
 */
public record Regrade(int marks, List<Change> changes) {
    /** Copies the list. */
    public Regrade {
        changes = List.copyOf(changes);
    }

    /**
     * A mark that changes.
     *
     * @param file the submission
     * @param exercise the exercise
     * @param before the points then
     * @param after the points now
     * @param causes why
     */
    public record Change(String file, String exercise, int before, int after, List<Cause> causes) {
        /** Copies the list. */
        public Change {
            causes = List.copyOf(causes);
        }
    }

    /**
     * Why a mark changes.
     *
     * @param kind what it is about
     * @param details the names and values that a sentence about it needs
     */
    public record Cause(Kind kind, List<String> details) {
        /** Copies the list. */
        public Cause {
            details = List.copyOf(details);
        }

        /**
         * The key of the sentence about it.
         *
         * @return such as {@code regrade.wanted}
         */
        public String key() {
            return "regrade." + kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a change can come from. */
    public enum Kind {
        /** The check wants something else now. */
        WANTED,
        /** The check brings another number of points. */
        POINTS,
        /** There is a check that was not there. */
        ADDED,
        /** A check is gone. */
        REMOVED,
        /** The check is the same, and what was seen is not: another record, or run again. */
        SEEN,
        /** The file was handed in anew. */
        HANDED_IN,
        /** The file was not marked then. */
        NEW
    }

    /**
     * Compares.
     *
     * @param earlier the file with the earlier marks
     * @param now the marks now
     * @return what changes
     * @throws IOException if the file can't be read or holds no such marks
     */
    public static Regrade of(Path earlier, List<Graded> now) throws IOException {
        Map<String, Map<?, ?>> before = new LinkedHashMap<>();
        try {
            Map<String, Object> json = JSON.std.mapFrom(Files.readString(earlier, StandardCharsets.UTF_8));
            if (!JsonForm.FORMAT.equals(json.get("format"))) {
                throw new IOException(earlier + ": holds no marks as grade --format json writes them");
            }
            objects(json.get("submissions")).forEach(one -> before.put(text(one, "file"), one));
        } catch (JacksonException e) {
            throw new IOException(earlier + ": holds no marks as grade --format json writes them", e);
        }
        List<Change> changes = new ArrayList<>();
        int marks = 0;
        for (Graded one : now) {
            for (ExerciseMark mark : one.exercises()) {
                marks++;
                change(one, mark, before.get(Sheet.clean(one.file())), changes);
            }
        }
        return new Regrade(marks, changes);
    }

    private static void change(Graded one, ExerciseMark mark, @Nullable Map<?, ?> before, List<Change> changes) {
        String file = Sheet.clean(one.file());
        if (before == null || before.containsKey("refused")) {
            changes.add(new Change(file, mark.id(), 0, mark.points(), List.of(new Cause(Kind.NEW, List.of()))));
            return;
        }
        Map<?, ?> exercise = objects(before.get("exercises")).stream()
                .filter(each -> mark.id().equals(each.get("exercise")))
                .findFirst()
                .orElse(Map.of());
        int points = number(exercise, "score");
        if (points != mark.points()) {
            List<Cause> causes = new ArrayList<>();
            String submitted =
                    one.submission().orElseThrow().manifest().created().toString();
            if (!submitted.equals(before.get("submitted"))) {
                causes.add(new Cause(Kind.HANDED_IN, List.of(text(before, "submitted"), submitted)));
            }
            causes(mark, objects(exercise.get("checks")), causes);
            changes.add(new Change(file, mark.id(), points, mark.points(), causes));
        }
    }

    private static void causes(ExerciseMark mark, List<Map<?, ?>> before, List<Cause> causes) {
        Map<String, Map<?, ?>> old = new LinkedHashMap<>();
        before.forEach(check -> old.put(text(check, "check"), check));
        for (CheckMark check : mark.checks()) {
            Map<?, ?> then = old.remove(check.id());
            if (then == null) {
                causes.add(new Cause(Kind.ADDED, List.of(check.id())));
                continue;
            }
            if (number(then, "max") != check.most()) {
                causes.add(new Cause(
                        Kind.POINTS,
                        List.of(check.id(), Integer.toString(number(then, "max")), Integer.toString(check.most()))));
            }
            String standing = text(then, "standing");
            if (!standing.equals(check.standing().word())) {
                String wanted = Sheet.clean(check.wanted());
                causes.add(
                        wanted.equals(text(then, "wanted"))
                                        || wanted.isEmpty()
                                        || text(then, "wanted").isEmpty()
                                ? new Cause(
                                        Kind.SEEN,
                                        List.of(
                                                check.id(),
                                                standing,
                                                check.standing().word()))
                                : new Cause(Kind.WANTED, List.of(check.id(), wanted)));
            }
        }
        old.keySet().forEach(id -> causes.add(new Cause(Kind.REMOVED, List.of(id))));
    }

    private static List<Map<?, ?>> objects(@Nullable Object value) {
        List<Map<?, ?>> objects = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(each -> {
                if (each instanceof Map<?, ?> map) {
                    objects.add(map);
                }
            });
        }
        return objects;
    }

    private static String text(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text ? text : "";
    }

    private static int number(Map<?, ?> object, String name) {
        return object.get(name) instanceof Number number ? number.intValue() : 0;
    }
}
