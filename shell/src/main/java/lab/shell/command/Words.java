package lab.shell.command;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the lab's prompt taken apart: commands joined by {@code &&}, {@code ||} or {@code ;}, each of them words. Quotes and backslashes
 * mean what they mean in a shell; {@code #} begins a remark.
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
     * @param text as it was typed
     */
    record Part(Joint joint, List<String> words, String text) {}

    private final String line;
    private final List<Part> parts = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private Joint joint = Joint.THEN;
    private int start;
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
        endPart(Joint.THEN, 0);
        return parts;
    }

    private void step(char c) {
        if (c == '\'' || c == '"') {
            quoted(c);
        } else if (c == '\\' && at + 1 < line.length()) {
            inWord = true;
            word.append(line.charAt(at + 1));
            at += 2;
        } else if (Character.isWhitespace(c)) {
            endWord();
            at++;
        } else if (c == '#' && !inWord) {
            endPart(Joint.THEN, line.length() - at);
        } else if (c == ';') {
            endPart(Joint.THEN, 1);
        } else if (line.startsWith("&&", at)) {
            endPart(Joint.AND, 2);
        } else if (line.startsWith("||", at)) {
            endPart(Joint.OR, 2);
        } else {
            inWord = true;
            word.append(c);
            at++;
        }
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
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void endPart(Joint next, int skip) {
        endWord();
        if (!words.isEmpty()) {
            parts.add(new Part(
                    joint, List.copyOf(words), line.substring(start, at).strip()));
        }
        words = new ArrayList<>();
        at += skip;
        start = at;
        joint = next;
    }
}
