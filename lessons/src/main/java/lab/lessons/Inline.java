package lab.lessons;

/** A piece of running text. */
public sealed interface Inline {
    /** The words without any markup. */
    String text();

    /** This piece with its words rewritten. */
    Inline rewrite(Rewriting rewriting);

    /** Plain words. */
    record Text(String text) implements Inline {
        @Override
        public Inline rewrite(Rewriting rewriting) {
            return new Text(rewriting.prose(text));
        }
    }

    /** Words that are typed or printed literally. */
    record Code(String text) implements Inline {
        @Override
        public Inline rewrite(Rewriting rewriting) {
            return new Code(rewriting.code(text));
        }
    }

    /** Words of weight: a term in the moment it is named. */
    record Strong(Phrase phrase) implements Inline {
        @Override
        public String text() {
            return phrase.text();
        }

        @Override
        public Inline rewrite(Rewriting rewriting) {
            return new Strong(phrase.rewrite(rewriting));
        }
    }

    /** Stressed words. */
    record Emphasis(Phrase phrase) implements Inline {
        @Override
        public String text() {
            return phrase.text();
        }

        @Override
        public Inline rewrite(Rewriting rewriting) {
            return new Emphasis(phrase.rewrite(rewriting));
        }
    }

    /** Words that lead to an address. */
    record Link(String target, Phrase phrase) implements Inline {
        @Override
        public String text() {
            return phrase.text();
        }

        @Override
        public Inline rewrite(Rewriting rewriting) {
            return new Link(rewriting.code(target), phrase.rewrite(rewriting));
        }
    }

    /** A key, or keys pressed together such as {@code Ctrl+C}. */
    record Key(String text) implements Inline {
        @Override
        public Inline rewrite(Rewriting rewriting) {
            return this;
        }
    }
}
