package lab.lessons.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source file and the places in it.
 *
 * @param name how messages call it: the path below the content folder
 */
public record Source(String name, String text, List<String> lines, Problems problems) {
    private static final Pattern ATTRIBUTE = Pattern.compile(":([a-z][a-z0-9-]*):\\s*(.*?)\\s*");

    /** A source from text. */
    public static Source of(String name, String text, Problems problems) {
        return new Source(name, text, text.lines().toList(), problems);
    }

    /** Reads a source file. */
    public static Source read(Path folder, Path file, Problems problems) throws IOException {
        return of(folder.relativize(file).toString(), Files.readString(file), problems);
    }

    /** The title: what follows {@code =} on the first line. */
    public String title() {
        String first = lines.isEmpty() ? "" : lines.get(0);
        if (!first.startsWith("= ")) {
            problem(1, "", "the first line must be the title, '= Title'");
            return "missing";
        }
        return first.substring(2).strip();
    }

    /** An attribute of the header. */
    public record Attribute(String value, int line) {}

    /** The attributes of the header, by name and in their order: the lines {@code :name: value} before the first empty line. */
    public Map<String, Attribute> header() {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (int i = 0; i < lines.size() && !lines.get(i).isBlank(); i++) {
            Matcher matcher = ATTRIBUTE.matcher(lines.get(i));
            if (matcher.matches() && attributes.put(matcher.group(1), new Attribute(matcher.group(2), i + 1)) != null) {
                problem(i + 1, matcher.group(1), "the attribute '" + matcher.group(1) + "' is given twice");
            }
        }
        return attributes;
    }

    /** The value of an attribute of the header, or a word in its place after a problem was noted. */
    public String required(String attribute) {
        Attribute found = header().get(attribute);
        if (found == null || found.value().isEmpty()) {
            problem(1, "", "the header lacks ':" + attribute + ":'");
            return "missing";
        }
        return found.value();
    }

    /** The value of an attribute of the header as a whole number, or 0 after a problem was noted. */
    public int requiredNumber(String attribute) {
        String value = required(attribute);
        if (!value.matches("\\d{1,6}")) {
            Attribute found = header().get(attribute);
            if (found != null) {
                problem(found.line(), value, "':" + attribute + ":' wants a whole number, not '" + value + "'");
            }
            return 0;
        }
        return Integer.parseInt(value);
    }

    /** Notes each attribute of the header that is not known; a known name may end in {@code *} and then stands for all that begin so. */
    public void allowHeader(List<String> known) {
        header().forEach((name, attribute) -> {
            if (known.stream().noneMatch(pattern -> matches(pattern, name))) {
                problem(
                        attribute.line(),
                        name,
                        "unknown attribute '" + name + "' in the header" + Suggestion.among(known, name));
            }
        });
    }

    private static boolean matches(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    /**
     * Notes a mistake in the block that begins at a line, attribute lines before it included: at the first place of a word, or at its start if the word is not there.
     */
    public void problem(int line, String word, String message) {
        int from = begin(Math.max(1, Math.min(line, lines.size())));
        if (!word.isEmpty()) {
            int end = Math.min(lines.size(), from + 60);
            for (int i = from; i <= end; i++) {
                int column = lines.get(i - 1).indexOf(word);
                if (column >= 0) {
                    problems.add(new Problem(name, i, column + 1, message));
                    return;
                }
            }
        }
        problems.add(new Problem(name, from, 1, message));
    }

    private int begin(int line) {
        int begin = line;
        while (begin > 1
                && lines.get(begin - 2).startsWith("[")
                && lines.get(begin - 2).endsWith("]")) {
            begin--;
        }
        return begin;
    }
}
