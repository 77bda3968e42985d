package lab.lessons.format;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import lab.lessons.Block;
import lab.lessons.Inline;
import lab.lessons.Phrase;

/** Reads what {@link DocumentOutput} wrote, method by method in the same order. */
public final class DocumentInput {
    private final String name;
    private final DataInputStream in;

    private DocumentInput(String name, DataInputStream in) {
        this.name = name;
        this.in = in;
    }

    /** Reads one element of a list. */
    public interface ElementReader<T> {
        /** Reads it. */
        T read() throws IOException;
    }

    /**
     * Begins to read a document.
     *
     * @param name what errors call it
     * @throws IOException if this is no document of this version
     */
    public static DocumentInput of(String name, InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16));
        int magic = in.readInt();
        if (magic != DocumentOutput.MAGIC) {
            throw new IOException("%s begins with %08x and not with %08x: it was made by another version; build again"
                    .formatted(name, magic, DocumentOutput.MAGIC));
        }
        return new DocumentInput(name, in);
    }

    /** Reads a whole number. */
    public int number() throws IOException {
        return in.readInt();
    }

    /** Reads a large whole number. */
    public long large() throws IOException {
        return in.readLong();
    }

    /** Reads a number with a fraction. */
    public double fraction() throws IOException {
        return in.readDouble();
    }

    /** Reads yes or no. */
    public boolean flag() throws IOException {
        return in.readBoolean();
    }

    /** Reads words. */
    public String text() throws IOException {
        return in.readUTF();
    }

    /** Reads words that may be missing. */
    public Optional<String> optional() throws IOException {
        return flag() ? Optional.of(text()) : Optional.empty();
    }

    /** Reads a list. */
    public <T> List<T> list(ElementReader<T> reader) throws IOException {
        int size = number();
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(reader.read());
        }
        return elements;
    }

    /** Reads strings. */
    public List<String> texts() throws IOException {
        return list(this::text);
    }

    /** Reads a phrase. */
    public Phrase phrase() throws IOException {
        return new Phrase(list(this::inline));
    }

    /** Reads blocks. */
    public List<Block> blocks() throws IOException {
        return list(this::block);
    }

    /** Reads the tag of an alternative. */
    public char tag() throws IOException {
        return (char) in.readUnsignedByte();
    }

    /** The failure to understand a tag. */
    public IOException unknown(String what, char tag) {
        return new IOException(name + ": no " + what + " has the tag '" + tag + "': the file is damaged; build again");
    }

    private Inline inline() throws IOException {
        char tag = tag();
        return switch (tag) {
            case 't' -> new Inline.Text(text());
            case 'c' -> new Inline.Code(text());
            case 's' -> new Inline.Strong(phrase());
            case 'e' -> new Inline.Emphasis(phrase());
            case 'l' -> new Inline.Link(text(), phrase());
            case 'k' -> new Inline.Key(text());
            default -> throw unknown("inline", tag);
        };
    }

    private Block block() throws IOException {
        char tag = tag();
        return switch (tag) {
            case 'h' -> new Block.Heading(phrase());
            case 'p' -> new Block.Paragraph(phrase());
            case 'l' -> new Block.Listing(text(), texts());
            case 'b' -> new Block.Bullets(flag(), list(this::phrase));
            case 'd' -> new Block.Definitions(list(() -> new Block.Definition(phrase(), phrase())));
            case 't' -> new Block.Table(list(this::phrase), list(() -> list(this::phrase)));
            case 'n' -> new Block.Note(Block.NoteKind.valueOf(text()), phrase());
            case 'f' -> figure();
            default -> throw unknown("block", tag);
        };
    }

    private Block figure() throws IOException {
        String figure = text();
        SortedMap<String, String> arguments = new TreeMap<>();
        int size = number();
        for (int i = 0; i < size; i++) {
            arguments.put(text(), text());
        }
        return new Block.Figure(figure, arguments, phrase());
    }
}
