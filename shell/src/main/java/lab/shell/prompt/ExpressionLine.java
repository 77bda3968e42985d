package lab.shell.prompt;

import java.util.List;
import org.jline.reader.ParsedLine;

/**
 * A line whose argument is an expression: one word for completion, whatever quotes and blanks are in it.
 *
 * @param line the whole line
 * @param cursor where the cursor is in it
 * @param start where the expression begins
 */
record ExpressionLine(String line, int cursor, int start) implements ParsedLine {

    @Override
    public String word() {
        return line.substring(start);
    }

    @Override
    public int wordCursor() {
        return cursor - start;
    }

    @Override
    public int wordIndex() {
        return 1;
    }

    @Override
    public List<String> words() {
        return List.of(line.substring(0, start).strip(), word());
    }
}
