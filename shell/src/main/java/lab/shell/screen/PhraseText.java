package lab.shell.screen;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import lab.lessons.Inline;
import lab.lessons.Phrase;

/** Turns phrases into text with colours. Blanks inside of code and links do not break a line apart from its colour. */
final class PhraseText {

    private final Theme theme;

    PhraseText(Theme theme) {
        this.theme = theme;
    }

    String of(Phrase phrase) {
        var text = new StringBuilder();
        phrase.inlines().forEach(inline -> text.append(of(inline)));
        return text.toString();
    }

    private String of(Inline inline) {
        if (inline instanceof Inline.Code code) {
            return byWord(code.text(), theme::code);
        } else if (inline instanceof Inline.Strong strong) {
            return byWord(strong.text(), theme::strong);
        } else if (inline instanceof Inline.Emphasis emphasis) {
            return byWord(emphasis.text(), theme::emphasis);
        } else if (inline instanceof Inline.Link link) {
            return of(link.phrase()) + " <" + link.target() + ">";
        } else if (inline instanceof Inline.Key key) {
            return theme.strong(key.text());
        }
        return inline.text();
    }

    /** Paints word by word, so that a line may break between them. */
    private String byWord(String text, UnaryOperator<String> paint) {
        if (paint.apply("x").startsWith("`")) {
            return paint.apply(text);
        }
        return Arrays.stream(text.split(" ", -1)).map(paint).collect(Collectors.joining(" "));
    }
}
