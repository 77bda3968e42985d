package lab.shell.screen;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Text measured in columns of a terminal: Korean syllables take two, colours none. */
public final class Columns {

    private static final char ESCAPE = '\033';
    private static final String MORE = "..";

    private Columns() {}

    /** How many columns a text takes. */
    public static int width(String text) {
        var width = 0;
        for (var at = 0; at < text.length(); ) {
            if (text.charAt(at) == ESCAPE) {
                at = afterColour(text, at);
            } else {
                var point = text.codePointAt(at);
                width += Math.max(0, WCWidth.wcwidth(point));
                at += Character.charCount(point);
            }
        }
        return width;
    }

    /** A text with blanks behind it up to a width. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** Two texts at the two ends of a line; if they do not fit, the second is cut. */
    public static String apart(String left, String right, int width) {
        var room = width - width(left) - 2;
        if (room < MORE.length() + 2) {
            return cut(left, width);
        }
        var end = cut(right, room);
        return pad(left, width - width(end)) + end;
    }

    /** A text cut to a width, with two dots where something is missing. */
    public static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        var cut = new StringBuilder();
        var used = 0;
        var coloured = false;
        for (var at = 0; at < text.length(); ) {
            if (text.charAt(at) == ESCAPE) {
                var end = afterColour(text, at);
                cut.append(text, at, end);
                coloured = true;
                at = end;
                continue;
            }
            var point = text.codePointAt(at);
            var size = Math.max(0, WCWidth.wcwidth(point));
            if (used + size > width - MORE.length()) {
                break;
            }
            cut.appendCodePoint(point);
            used += size;
            at += Character.charCount(point);
        }
        return cut.append(MORE).append(coloured ? "\033[0m" : "").toString();
    }

    /** A path cut to a width at its front, where it says least; a text that is no path is cut at its end. */
    public static String cutFront(String path, int width) {
        if (width(path) <= width) {
            return path;
        }
        for (var at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
            if (MORE.length() + width(path.substring(at)) <= width) {
                return MORE + path.substring(at);
            }
        }
        return cut(path, width);
    }

    /** A text broken into lines of a width at most, between words; a word that is wider than a line is broken inside. */
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
            var rest = word;
            while (size > width && rest.indexOf(ESCAPE) < 0) {
                var head = head(rest, width);
                lines.add(head);
                rest = rest.substring(head.length());
                size = width(rest);
            }
            if (used > 0 || line.length() > 0) {
                line.append(' ');
                used++;
            }
            line.append(rest);
            used += size;
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

    private static String head(String text, int width) {
        var used = 0;
        var at = 0;
        while (at < text.length()) {
            var point = text.codePointAt(at);
            used += Math.max(0, WCWidth.wcwidth(point));
            if (used > width) {
                break;
            }
            at += Character.charCount(point);
        }
        return text.substring(0, Math.max(1, at));
    }

    private static int afterColour(String text, int at) {
        var end = text.indexOf('m', at);
        return end < 0 ? text.length() : end + 1;
    }
}
