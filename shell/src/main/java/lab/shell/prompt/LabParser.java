package lab.shell.prompt;

import lab.shell.command.Unfinished;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/** Asks for another line while a quote is open or a backslash ends the line; words are told apart for completion only. */
final class LabParser implements Parser {

    private static final String OBSERVE = "observe ";

    private final DefaultParser words = new DefaultParser();

    LabParser() {
        words.setEofOnUnclosedQuote(false);
        words.setEofOnEscapedNewLine(false);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && Unfinished.is(line)) {
            throw new EOFError(-1, cursor, "the line goes on");
        }
        if (line.startsWith(OBSERVE) && cursor >= OBSERVE.length()) {
            return new ExpressionLine(line, cursor, OBSERVE.length());
        }
        return words.parse(line, cursor, context == ParseContext.ACCEPT_LINE ? ParseContext.UNSPECIFIED : context);
    }
}
