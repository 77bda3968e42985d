package lab.lessons.format;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import lab.lessons.Block;
import lab.lessons.Inline;
import lab.lessons.Phrase;

/**
 * Writes the parts of a document: numbers and strings big-endian as in {@link DataOutputStream}, lists with their length in front, alternatives with a tag in front.
 */
public final class DocumentOutput {
    /** The first four bytes, which change when the format does. */
    static final int MAGIC = 0x4c414231;

    private final DataOutputStream out;

    private DocumentOutput(DataOutputStream out) {
        this.out = out;
    }

    /** Writes one element of a list. */
    public interface ElementWriter<T> {
        /** Writes it. */
        void write(T element) throws IOException;
    }

    /** Begins a document on a stream, which the caller closes. */
    public static DocumentOutput of(OutputStream stream) throws IOException {
        DocumentOutput output = new DocumentOutput(new DataOutputStream(new BufferedOutputStream(stream)));
        output.out.writeInt(MAGIC);
        return output;
    }

    /** Hands everything on to the stream. */
    public void flush() throws IOException {
        out.flush();
    }

    /** Writes a whole number. */
    public void number(int value) throws IOException {
        out.writeInt(value);
    }

    /** Writes a large whole number. */
    public void large(long value) throws IOException {
        out.writeLong(value);
    }

    /** Writes a number with a fraction. */
    public void fraction(double value) throws IOException {
        out.writeDouble(value);
    }

    /** Writes yes or no. */
    public void flag(boolean value) throws IOException {
        out.writeBoolean(value);
    }

    /** Writes words. */
    public void text(String value) throws IOException {
        out.writeUTF(value);
    }

    /** Writes words that may be missing. */
    public void optional(Optional<String> value) throws IOException {
        flag(value.isPresent());
        if (value.isPresent()) {
            text(value.get());
        }
    }

    /** Writes a list with its length in front. */
    public <T> void list(List<T> elements, ElementWriter<T> writer) throws IOException {
        number(elements.size());
        for (T element : elements) {
            writer.write(element);
        }
    }

    /** Writes strings. */
    public void texts(List<String> values) throws IOException {
        list(values, this::text);
    }

    /** Writes a phrase. */
    public void phrase(Phrase phrase) throws IOException {
        list(phrase.inlines(), this::inline);
    }

    /** Writes blocks. */
    public void blocks(List<Block> blocks) throws IOException {
        list(blocks, this::block);
    }

    private void inline(Inline inline) throws IOException {
        if (inline instanceof Inline.Text text) {
            tag('t');
            text(text.text());
        } else if (inline instanceof Inline.Code code) {
            tag('c');
            text(code.text());
        } else if (inline instanceof Inline.Strong strong) {
            tag('s');
            phrase(strong.phrase());
        } else if (inline instanceof Inline.Emphasis emphasis) {
            tag('e');
            phrase(emphasis.phrase());
        } else if (inline instanceof Inline.Link link) {
            tag('l');
            text(link.target());
            phrase(link.phrase());
        } else if (inline instanceof Inline.Key key) {
            tag('k');
            text(key.text());
        }
    }

    private void block(Block block) throws IOException {
        if (block instanceof Block.Heading heading) {
            tag('h');
            phrase(heading.phrase());
        } else if (block instanceof Block.Paragraph paragraph) {
            tag('p');
            phrase(paragraph.phrase());
        } else if (block instanceof Block.Listing listing) {
            tag('l');
            text(listing.language());
            texts(listing.lines());
        } else if (block instanceof Block.Bullets bullets) {
            tag('b');
            flag(bullets.numbered());
            list(bullets.items(), this::phrase);
        } else if (block instanceof Block.Definitions definitions) {
            tag('d');
            list(definitions.items(), item -> {
                phrase(item.term());
                phrase(item.meaning());
            });
        } else if (block instanceof Block.Table table) {
            tag('t');
            list(table.header(), this::phrase);
            list(table.rows(), row -> list(row, this::phrase));
        } else if (block instanceof Block.Note note) {
            tag('n');
            text(note.kind().name());
            phrase(note.phrase());
        } else if (block instanceof Block.Figure figure) {
            tag('f');
            text(figure.name());
            list(List.copyOf(figure.arguments().entrySet()), entry -> {
                text(entry.getKey());
                text(entry.getValue());
            });
            phrase(figure.caption());
        }
    }

    /** Writes the tag of an alternative. */
    public void tag(char tag) throws IOException {
        out.writeByte(tag);
    }
}
