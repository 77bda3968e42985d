package lab.shell.screen;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** Text measured in columns of a terminal: Korean syllables take two, colours none. */
public final class Columns {

    private Columns() {}

    /** How many columns a text takes. */
    public static int width(String text) {
        return AttributedString.fromAnsi(text).columnLength();
    }

    /** A text with blanks behind it up to a width. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** A text cut to a width, with two dots where something is missing. */
    public static String cut(String text, int width) {
        return width(text) <= width
                ? text
                : AttributedString.fromAnsi(text)
                                .columnSubSequence(0, Math.max(0, width - 2))
                                .toAnsi() + "..";
    }

    /** A text broken into lines of a width at most, between words; colours may reach over the break. */
    public static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        var used = 0;
        for (var word : text.split(" ", -1)) {
            var size = width(word);
            if (used > 0 && used + 1 + size > width) {
                lines.add(line.toString());
                line.setLength(0);
                used = 0;
            }
            line.append(used == 0 && line.length() == 0 ? "" : " ").append(word);
            used += size + (used == 0 ? 0 : 1);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Rows in columns as wide as their widest cell, with two blanks between them. */
    public static List<String> table(List<List<String>> rows) {
        var widths = new ArrayList<Integer>();
        for (var row : rows) {
            for (var i = 0; i < row.size(); i++) {
                var width = width(row.get(i));
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new StringBuilder();
            for (var i = 0; i < row.size(); i++) {
                line.append(i == row.size() - 1 ? row.get(i) : pad(row.get(i), widths.get(i) + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
