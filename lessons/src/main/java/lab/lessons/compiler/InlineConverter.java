package lab.lessons.compiler;

import java.util.List;
import java.util.Map;
import org.asciidoctor.ast.ContentNode;
import org.asciidoctor.ast.PhraseNode;
import org.asciidoctor.converter.ConverterFor;
import org.asciidoctor.converter.StringConverter;

/** Turns inline markup into text with {@link MarkedText marks}, which is the only way to get at it: AsciidoctorJ has no inline tree. */
@ConverterFor("lab")
public final class InlineConverter extends StringConverter {
    /** Made by AsciidoctorJ for every document. */
    public InlineConverter(String backend, Map<String, Object> options) {
        super(backend, options);
    }

    @Override
    public String convert(ContentNode node, String transform, Map<Object, Object> options) {
        if (!(node instanceof PhraseNode phrase)) {
            throw new UnsupportedMarkupException("the block '" + node.getNodeName() + "' inside running text");
        }
        return switch (node.getNodeName()) {
            case "inline_quoted" -> quoted(phrase);
            case "inline_anchor" -> link(phrase);
            case "inline_kbd" -> MarkedText.key(String.join("+", keys(phrase)));
            default ->
                throw new UnsupportedMarkupException(
                        "the markup '" + node.getNodeName().replace("inline_", "") + "'");
        };
    }

    private static String quoted(PhraseNode phrase) {
        return switch (phrase.getType()) {
            case "monospaced" -> MarkedText.code(phrase.getText());
            case "strong" -> MarkedText.strong(phrase.getText());
            case "emphasis" -> MarkedText.emphasis(phrase.getText());
            default -> throw new UnsupportedMarkupException("the markup '" + phrase.getType() + "'");
        };
    }

    private static String link(PhraseNode phrase) {
        if (!"link".equals(phrase.getType())) {
            throw new UnsupportedMarkupException("a reference of the kind '" + phrase.getType() + "'");
        }
        return MarkedText.link(phrase.getTarget(), phrase.getText());
    }

    private static List<String> keys(PhraseNode phrase) {
        Object keys = phrase.getAttribute("keys");
        return keys instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(keys));
    }
}
