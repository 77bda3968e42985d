package lab.shell.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import lab.shell.session.Interrupts;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/** Reads Java at a terminal, piece by piece; Tab completes, and shows what a method takes. */
public final class JavaPrompt {

    private static final String LEAVE = "/exit";

    private final JavaRunner runner;
    private final Interrupts interrupts;
    private final LineReader reader;

    /**
     * A prompt.
     *
     * @param history where what was typed is kept
     */
    public JavaPrompt(JavaRunner runner, Interrupts interrupts, Terminal terminal, Path history) throws IOException {
        this.runner = runner;
        this.interrupts = interrupts;
        Files.createDirectories(history.getParent());
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("lab-java")
                .parser(new Pieces())
                .completer(completer())
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P> ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
    }

    /** Reads and runs until the learner leaves with Ctrl-D or {@code /exit}. */
    public void run(String prompt) {
        while (true) {
            try {
                var text = reader.readLine(prompt);
                if (text.strip().equals(LEAVE)) {
                    return;
                }
                try (var front = interrupts.to(runner::stop)) {
                    runner.run(text, /* values= */ true);
                }
                reader.getTerminal().flush();
            } catch (UserInterruptException e) {
                // Ctrl-C drops what was typed; the next line is read.
                continue;
            } catch (EndOfFileException e) {
                return;
            }
        }
    }

    private Completer completer() {
        return (reader, line, candidates) -> {
            var anchor = new int[1];
            var analysis = runner.analysis();
            var suggestions = analysis.completionSuggestions(line.line(), line.cursor(), anchor);
            var seen = new HashSet<String>();
            var typed = line.line().substring(anchor[0], line.cursor());
            var before = line.word().substring(0, Math.max(0, line.wordCursor() - typed.length()));
            if (typed.isEmpty() && signatures(line, candidates)) {
                return;
            }
            for (var suggestion : suggestions) {
                if (seen.add(suggestion.continuation())) {
                    var word = before + suggestion.continuation();
                    candidates.add(new Candidate(word, suggestion.continuation(), null, null, null, null, false));
                }
            }
        };
    }

    /** What the method that is being called takes; false if none is. */
    private boolean signatures(ParsedLine line, List<Candidate> candidates) {
        runner.analysis().documentation(line.line(), line.cursor(), /* computeJavadoc= */ false).stream()
                .map(SourceCodeAnalysis.Documentation::signature)
                .distinct()
                .forEach(signature ->
                        candidates.add(new Candidate(line.word(), signature, null, null, null, signature, false)));
        return !candidates.isEmpty();
    }

    /** Asks for another line until the piece is whole. */
    private final class Pieces implements Parser {

        private final DefaultParser words = new DefaultParser();

        Pieces() {
            words.setEofOnUnclosedQuote(false);
            words.setEofOnEscapedNewLine(false);
            words.setQuoteChars(new char[0]);
            words.setEscapeChars(new char[0]);
        }

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE
                    && !line.isBlank()
                    && !line.strip().equals(LEAVE)) {
                var completeness = runner.analysis().analyzeCompletion(line).completeness();
                if (List.of(
                                SourceCodeAnalysis.Completeness.DEFINITELY_INCOMPLETE,
                                SourceCodeAnalysis.Completeness.CONSIDERED_INCOMPLETE)
                        .contains(completeness)) {
                    throw new EOFError(-1, cursor, "the piece goes on");
                }
            }
            return words.parse(line, cursor, context == ParseContext.ACCEPT_LINE ? ParseContext.UNSPECIFIED : context);
        }
    }
}
