package lab.grader.expression;

import java.util.Optional;

/**
 * What is wrong with an expression, and where.
 *
 * @param text the whole expression
 * @param offset where the wrong part starts, in characters
 * @param length how long it is, at least 1
 * @param message what is wrong with it, one sentence without a full stop
 * @param suggestion what was probably meant
 */
public record Mistake(String text, int offset, int length, String message, Optional<String> suggestion) {
    /** Keeps the mark inside the text, or just behind it. */
    public Mistake {
        offset = Math.max(0, Math.min(offset, text.length()));
        length = Math.max(1, Math.min(length, text.length() - offset));
    }

    /**
     * The mistake in words.
     *
     * @return message and suggestion
     */
    public String explanation() {
        return suggestion
                .map(meant -> message + "; did you mean `" + meant + "`?")
                .orElse(message);
    }

    /**
     * The mistake as it is shown: the line, a mark under the wrong part, and what is wrong.
     *
     * @return three lines, without an end of line after the last
     */
    public String render() {
        int start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
        int end = text.indexOf('\n', offset);
        String line = text.substring(Math.min(start, offset), end < 0 ? text.length() : end);
        int column = offset - Math.min(start, offset);
        int marks = Math.max(1, Math.min(length, line.length() - column));
        return line + '\n' + " ".repeat(column) + "^".repeat(marks) + '\n' + explanation();
    }
}
