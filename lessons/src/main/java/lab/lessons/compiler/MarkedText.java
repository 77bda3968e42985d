package lab.lessons.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.lessons.Inline;
import lab.lessons.Phrase;

/**
 * Running text as AsciidoctorJ hands it over: markup as private-use characters, some characters as HTML references.
 *
 * <p>A mark opens a span and {@link #END} closes it; a link carries its target up to {@link #TARGET_END}. AsciiDoc's typographic replacements are undone: a terminal
 * shows what the author wrote.
 */
final class MarkedText {
    private static final char CODE = '\ue001';
    private static final char STRONG = '\ue002';
    private static final char EMPHASIS = '\ue003';
    private static final char LINK = '\ue004';
    private static final char KEY = '\ue005';
    private static final char TARGET_END = '\ue00e';
    private static final char END = '\ue00f';

    private static final Pattern REFERENCE = Pattern.compile("&(?:#(\\d+)|(lt|gt|amp|quot));");
    private static final Map<Integer, String> REPLACED = Map.ofEntries(
            Map.entry(169, "(C)"),
            Map.entry(174, "(R)"),
            Map.entry(8201, " "),
            Map.entry(8203, ""),
            Map.entry(8212, "--"),
            Map.entry(8216, "'"),
            Map.entry(8217, "'"),
            Map.entry(8230, "..."),
            Map.entry(8482, "(TM)"),
            Map.entry(8592, "<-"),
            Map.entry(8594, "->"),
            Map.entry(8656, "<="),
            Map.entry(8658, "=>"));

    private final String text;
    private int position;

    private MarkedText(String text) {
        this.text = text;
    }

    static String code(String text) {
        return CODE + text + END;
    }

    static String strong(String text) {
        return STRONG + text + END;
    }

    static String emphasis(String text) {
        return EMPHASIS + text + END;
    }

    static String key(String text) {
        return KEY + text + END;
    }

    static String link(String target, String text) {
        return LINK + target + TARGET_END + text + END;
    }

    /** The phrase that marked text stands for. */
    static Phrase parse(String marked) {
        return new MarkedText(marked.strip().replaceAll("\\s*\n\\s*", " ")).phrase();
    }

    private Phrase phrase() {
        List<Inline> inlines = new ArrayList<>();
        while (position < text.length() && text.charAt(position) != END) {
            inlines.add(inline());
        }
        position++;
        return new Phrase(inlines);
    }

    private Inline inline() {
        char mark = text.charAt(position);
        if (mark < CODE || mark > END) {
            return new Inline.Text(words());
        }
        position++;
        return switch (mark) {
            case CODE -> new Inline.Code(phrase().text());
            case STRONG -> new Inline.Strong(phrase());
            case EMPHASIS -> new Inline.Emphasis(phrase());
            case KEY -> new Inline.Key(phrase().text());
            case LINK -> link();
            default ->
                throw new IllegalStateException(
                        "mark " + Integer.toHexString(mark) + " at " + position + " of a text opens nothing");
        };
    }

    private Inline link() {
        int end = text.indexOf(TARGET_END, position);
        String target = plain(text.substring(position, end));
        position = end + 1;
        return new Inline.Link(target, phrase());
    }

    private String words() {
        int start = position;
        while (position < text.length() && (text.charAt(position) < CODE || text.charAt(position) > END)) {
            position++;
        }
        return plain(text.substring(start, position));
    }

    private static String plain(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) == null ? named(match.group(2)) : numbered(Integer.parseInt(match.group(1)))));
    }

    private static String named(String name) {
        return switch (name) {
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            default -> "&";
        };
    }

    private static String numbered(int codePoint) {
        return REPLACED.getOrDefault(codePoint, Character.toString(codePoint));
    }
}
