package lab.lessons;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A piece of a page that starts on a line of its own. */
public sealed interface Block {
    /** This block with its words rewritten. */
    Block rewrite(Rewriting rewriting);

    /** All blocks of a list with their words rewritten. */
    static List<Block> rewrite(List<Block> blocks, Rewriting rewriting) {
        return blocks.stream().map(block -> block.rewrite(rewriting)).toList();
    }

    /** A title inside a page. */
    record Heading(Phrase phrase) implements Block {
        @Override
        public Block rewrite(Rewriting rewriting) {
            return new Heading(phrase.rewrite(rewriting));
        }
    }

    /** Running text. */
    record Paragraph(Phrase phrase) implements Block {
        @Override
        public Block rewrite(Rewriting rewriting) {
            return new Paragraph(phrase.rewrite(rewriting));
        }
    }

    /** Lines shown as they are; the language is {@code lab} for lines of the lab's prompt, else {@code sh}, {@code c} or {@code text}. */
    record Listing(String language, List<String> lines) implements Block {
        /** Copies the list. */
        public Listing {
            lines = List.copyOf(lines);
        }

        @Override
        public Block rewrite(Rewriting rewriting) {
            return new Listing(language, lines.stream().map(rewriting::code).toList());
        }
    }

    /** A list of points, numbered if their order matters. */
    record Bullets(boolean numbered, List<Phrase> items) implements Block {
        /** Copies the list. */
        public Bullets {
            items = List.copyOf(items);
        }

        @Override
        public Block rewrite(Rewriting rewriting) {
            return new Bullets(
                    numbered,
                    items.stream().map(item -> item.rewrite(rewriting)).toList());
        }
    }

    /** Terms and what they mean. */
    record Definitions(List<Definition> items) implements Block {
        /** Copies the list. */
        public Definitions {
            items = List.copyOf(items);
        }

        @Override
        public Block rewrite(Rewriting rewriting) {
            return new Definitions(items.stream()
                    .map(item -> new Definition(
                            item.term().rewrite(rewriting), item.meaning().rewrite(rewriting)))
                    .toList());
        }
    }

    /** A term and what it means. */
    record Definition(Phrase term, Phrase meaning) {}

    /** Rows of cells; the header may be empty, and every row has as many cells as the first one. */
    record Table(List<Phrase> header, List<List<Phrase>> rows) implements Block {
        /** Copies the lists. */
        public Table {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public Block rewrite(Rewriting rewriting) {
            return new Table(
                    header.stream().map(cell -> cell.rewrite(rewriting)).toList(),
                    rows.stream()
                            .map(row -> row.stream()
                                    .map(cell -> cell.rewrite(rewriting))
                                    .toList())
                            .toList());
        }
    }

    /** A remark set apart from the text. */
    record Note(NoteKind kind, Phrase phrase) implements Block {
        @Override
        public Block rewrite(Rewriting rewriting) {
            return new Note(kind, phrase.rewrite(rewriting));
        }
    }

    /** What a remark is for. */
    enum NoteKind {
        NOTE,
        TIP,
        WARNING
    }

    /**
     * A picture that the shell draws from kernel facts in the moment it is shown.
     *
     * @param name which picture, one of {@link Figures#all}
     * @param arguments by name, sorted
     * @param caption one sentence that says what the picture shows, also for readers who can't see it
     */
    record Figure(String name, SortedMap<String, String> arguments, Phrase caption) implements Block {
        /** Copies the arguments. */
        public Figure {
            SortedMap<String, String> copy = new TreeMap<>(Comparator.<String>naturalOrder());
            copy.putAll(arguments);
            arguments = Collections.unmodifiableSortedMap(copy);
        }

        @Override
        public Block rewrite(Rewriting rewriting) {
            SortedMap<String, String> rewritten = new TreeMap<>();
            arguments.forEach((key, value) -> rewritten.put(key, rewriting.code(value)));
            return new Figure(name, rewritten, caption.rewrite(rewriting));
        }
    }
}
