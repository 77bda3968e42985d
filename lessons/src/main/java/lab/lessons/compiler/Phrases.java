package lab.lessons.compiler;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.lessons.Inline;
import lab.lessons.Phrase;
import org.asciidoctor.ast.StructuralNode;

/** Makes phrases of the text of AsciidoctorJ's nodes, and finds markup that did not take. */
final class Phrases {
    private static final Pattern LEFT_OVER = Pattern.compile("`|(?<!\\*)\\*\\S|(?<![\\w_])_\\S[^_ ]*_");

    private Phrases() {}

    /** The phrase of a paragraph. */
    static Phrase of(Source source, int line, StructuralNode paragraph) {
        paragraph.removeSubstitution("replacements");
        try {
            return of(source, line, String.valueOf(paragraph.getContent()));
        } catch (RuntimeException e) {
            return refused(source, line, e);
        }
    }

    /** The phrase of converted text. */
    static Phrase of(Source source, int line, String marked) {
        Phrase phrase = MarkedText.parse(marked);
        for (Inline inline : phrase.inlines()) {
            if (inline instanceof Inline.Text text) {
                Matcher left = LEFT_OVER.matcher(text.text());
                if (left.find()) {
                    String rest = text.text()
                            .substring(left.start(), Math.min(text.text().length(), left.start() + 12));
                    source.problem(
                            line,
                            rest,
                            "the mark at '" + rest
                                    + "' did not take: it is not closed, or a letter follows the closing one (then double both marks: ``x``)");
                }
            }
        }
        return phrase;
    }

    /** Notes markup that the converter refused. */
    static Phrase refused(Source source, int line, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnsupportedMarkupException) {
                source.problem(
                        line,
                        "",
                        "a lesson can't show " + cause.getMessage()
                                + "; use `code`, *strong*, _emphasis_, kbd:[key] or a link");
                return Phrase.of("");
            }
        }
        throw failure;
    }
}
