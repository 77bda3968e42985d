package lab.lessons;

import java.util.List;
import java.util.stream.Collectors;

/** A run of text with inline markup, free of line breaks. */
public record Phrase(List<Inline> inlines) {
    /** Copies the list. */
    public Phrase {
        inlines = List.copyOf(inlines);
    }

    /** A phrase of plain words. */
    public static Phrase of(String text) {
        return new Phrase(List.of(new Inline.Text(text)));
    }

    /** The words without any markup. */
    public String text() {
        return inlines.stream().map(Inline::text).collect(Collectors.joining());
    }

    /** This phrase with its words rewritten. */
    public Phrase rewrite(Rewriting rewriting) {
        return new Phrase(
                inlines.stream().map(inline -> inline.rewrite(rewriting)).toList());
    }
}
