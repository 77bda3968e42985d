package lab.shell.author;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lab.exercises.Values;

/**
 * A part of an exercise's file: the instructions, a check, a hint, a solution or a wrong attempt.
 *
 * @param kind {@code text}, {@code check}, {@code hint}, {@code solution} or {@code wrong}
 * @param id its id; rungs of the ladder are counted
 * @param line where it begins, from 1
 * @param head the line that begins it, in brackets
 * @param words its lines that are text
 * @param code its lines that are typed
 */
record Piece(String kind, String id, int line, String head, List<Row> words, List<Row> code) {

    /** A line of the file. */
    record Row(int number, String text) {}

    private static final Pattern QUOTED = Pattern.compile(",\\s*\"([^\"]*)\"");

    Piece {
        words = List.copyOf(words);
        code = List.copyOf(code);
    }

    /** Kind and id in one word. */
    String name() {
        return kind.equals("text") ? "text" : kind + "#" + id;
    }

    /** The value of an attribute in its head. */
    Optional<String> attribute(String name) {
        var matcher = Pattern.compile("\\b" + name + "=(?:\"([^\"]*)\"|([^\\s,\\]]+))")
                .matcher(head);
        return matcher.find()
                ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
                : Optional.empty();
    }

    /** Its label or title, which stands in its head. */
    String label() {
        var matcher = QUOTED.matcher(head);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The expression of a check. */
    String expression() {
        return words.stream().map(Row::text).collect(Collectors.joining("\n")).strip();
    }

    /** What a reader reads of it; of a check that is its label, the rest is its expression. */
    List<Row> read(boolean original) {
        var label = new Row(line, label());
        if (kind.equals("check") && original) {
            return List.of(label);
        }
        var rows = new ArrayList<>(words);
        rows.add(0, label);
        return rows;
    }

    /** The parameters that a reader sees in it. */
    Set<String> references(boolean original) {
        var names = new TreeSet<String>();
        for (var row : read(original)) {
            var matcher = Values.REFERENCE.matcher(row.text());
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }
}
