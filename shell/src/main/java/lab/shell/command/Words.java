package lab.shell.command;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the lab's prompt taken apart: commands joined by {@code &&}, {@code ||} or {@code ;}, each of them words. Quotes and backslashes
 * mean what they mean in a shell; {@code #} begins a remark. What stands behind {@code |} or {@code >} is left as it is, for a shell, and so is the expression of {@code observe}.
 */
final class Words {

    /** What stands before a command. */
    enum Joint {
        THEN,
        AND,
        OR
    }

    /**
     * A command of a line.
     *
     * @param joint how it is joined to the one before
     * @param words its words, without quotes
     * @param text as it was typed, with what stands behind {@code |} or {@code >}
     * @param tail what stands behind, with the sign itself; empty for nothing
     * @param background whether it ends in {@code &}
     */
    record Part(Joint joint, List<String> words, String text, String tail, boolean background) {}

    private final String line;
    private final List<Part> parts = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private Joint joint = Joint.THEN;
    private int start;
    private int tail = -1;
    private int at;

    private Words(String line) {
        this.line = line;
    }

    /**
     * Takes a line apart.
     *
     * @throws UnfinishedLineException if a quote is not closed
     */
    static List<Part> parts(String line) {
        return new Words(line).parts();
    }

    private List<Part> parts() {
        while (at < line.length()) {
            step(line.charAt(at));
        }
        endPart(Joint.THEN, 0, false);
        return parts;
    }

    private void step(char c) {
        if (beginsExpression(c)) {
            expression();
        } else if (c == '\'' || c == '"') {
            quoted(c);
        } else if (c == '\\' && at + 1 < line.length()) {
            escaped();
        } else if (c == '\n') {
            endPart(Joint.THEN, 1, false);
        } else if (Character.isWhitespace(c)) {
            endWord();
            at++;
        } else if (c == '#' && !inWord) {
            endPart(Joint.THEN, remark(), false);
        } else if (c == ';') {
            endPart(Joint.THEN, 1, false);
        } else if (line.startsWith("&&", at)) {
            endPart(Joint.AND, 2, false);
        } else if (line.startsWith("||", at)) {
            endPart(Joint.OR, 2, false);
        } else if (c == '&' && !inTail()) {
            endPart(Joint.THEN, 1, true);
        } else if ((c == '|' || c == '>') && !inTail()) {
            endWord();
            tail = at++;
        } else {
            inWord = true;
            word.append(c);
            at++;
        }
    }

    /** What {@code observe} is to look at has a grammar of its own, with quotes and signs that are not a shell's. */
    private boolean beginsExpression(char c) {
        return !words.isEmpty()
                && words.get(0).equals("observe")
                && !inWord
                && !inTail()
                && c != '-'
                && !Character.isWhitespace(c)
                && !words.get(words.size() - 1).equals("--format");
    }

    private void expression() {
        var end = line.indexOf('\n', at);
        var text = line.substring(at, end < 0 ? line.length() : end).strip();
        words.add(text);
        at = end < 0 ? line.length() : end;
    }

    private void escaped() {
        if (line.charAt(at + 1) != '\n') {
            inWord = true;
            word.append(line.charAt(at + 1));
        }
        at += 2;
    }

    private int remark() {
        var end = line.indexOf('\n', at);
        return (end < 0 ? line.length() : end + 1) - at;
    }

    private boolean inTail() {
        return tail >= 0;
    }

    private void quoted(char quote) {
        inWord = true;
        at++;
        while (at < line.length() && line.charAt(at) != quote) {
            if (quote == '"'
                    && line.charAt(at) == '\\'
                    && at + 1 < line.length()
                    && "\"\\$`".indexOf(line.charAt(at + 1)) >= 0) {
                at++;
            }
            word.append(line.charAt(at++));
        }
        if (at == line.length()) {
            throw new UnfinishedLineException("the quote " + quote + " is not closed");
        }
        at++;
    }

    private void endWord() {
        if (inWord && !inTail()) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }

    private void endPart(Joint next, int skip, boolean background) {
        endWord();
        if (!words.isEmpty()) {
            var text = line.substring(start, at).strip();
            var behind = inTail() ? line.substring(tail, at).strip() : "";
            parts.add(new Part(joint, List.copyOf(words), text, behind, background));
        }
        words = new ArrayList<>();
        tail = -1;
        at += skip;
        start = at;
        joint = next;
    }
}
