package lab.lessons.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import lab.lessons.Block;
import lab.lessons.Figures;
import lab.lessons.Phrase;
import org.asciidoctor.ast.Cell;
import org.asciidoctor.ast.DescriptionList;
import org.asciidoctor.ast.DescriptionListEntry;
import org.asciidoctor.ast.ListItem;
import org.asciidoctor.ast.Row;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.ast.Table;

/** Compiles the blocks of one source. */
public final class Blocks {
    private static final Set<String> LANGUAGES = Set.of("lab", "sh", "c", "java", "text");

    private final Source source;

    /** A compiler for a source. */
    public Blocks(Source source) {
        this.source = source;
    }

    /** Compiles blocks; what the model has no place for becomes a problem. */
    public List<Block> compile(List<StructuralNode> nodes) {
        List<Block> blocks = new ArrayList<>();
        for (StructuralNode node : nodes) {
            blocks.addAll(compile(node));
        }
        return blocks;
    }

    /** Compiles the content of a paragraph or of an open block. */
    public List<Block> body(StructuralNode node) {
        return node.getBlocks().isEmpty() ? List.of(new Block.Paragraph(phrase(node))) : compile(node.getBlocks());
    }

    /** The phrase of a block that must be a paragraph. */
    public Phrase phrase(StructuralNode node) {
        if (!node.getContext().equals("paragraph") && !node.getContext().equals("admonition")) {
            problem(node, "", "a paragraph is wanted here, not a " + node.getContext());
            return Phrase.of("");
        }
        return Phrases.of(source, Asciidoc.line(node), node);
    }

    /** The raw lines of a paragraph or of a listing. */
    public static List<String> lines(StructuralNode node) {
        return node instanceof org.asciidoctor.ast.Block block ? block.getLines() : List.of();
    }

    /** A named attribute of a block. */
    public static Optional<String> attribute(StructuralNode node, String name) {
        return Optional.ofNullable(node.getAttributes().get(name)).map(String::valueOf);
    }

    /** What {@code [style, …]} before a block says it is, or an empty string. */
    public static String style(StructuralNode node) {
        String first = attribute(node, "1").orElse("");
        return first.replaceFirst("[#.%].*", "");
    }

    /** Notes a mistake in a block, at the first place of a word. */
    public void problem(StructuralNode node, String word, String message) {
        source.problem(Asciidoc.line(node), word, message);
    }

    private List<Block> compile(StructuralNode node) {
        String style = style(node);
        if (style.equals("figure")) {
            return figure(node);
        }
        if (!style.isEmpty()
                && !Set.of("source", "listing", "NOTE", "TIP", "WARNING").contains(style)) {
            problem(node, style, "unknown block [" + style + "]" + Suggestion.among(Set.of("figure", "source"), style));
            return List.of();
        }
        return switch (node.getContext()) {
            case "paragraph" -> List.of(new Block.Paragraph(phrase(node)));
            case "section" -> heading(node);
            case "listing" -> listing(node);
            case "ulist", "olist" -> List.of(new Block.Bullets(node.getContext().equals("olist"), items(node)));
            case "dlist" -> List.of(new Block.Definitions(definitions((DescriptionList) node)));
            case "table" -> List.of(table((Table) node));
            case "admonition" -> note(node);
            case "preamble", "open" -> compile(node.getBlocks());
            default -> {
                problem(node, "", "a lesson can't show a block of the kind '" + node.getContext() + "'");
                yield List.of();
            }
        };
    }

    private List<Block> heading(StructuralNode node) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(Phrases.of(source, Asciidoc.line(node), node.getTitle())));
        blocks.addAll(compile(node.getBlocks()));
        return blocks;
    }

    private List<Block> listing(StructuralNode node) {
        String language = attribute(node, "language").orElse("");
        if (!LANGUAGES.contains(language)) {
            problem(
                    node,
                    language,
                    "a listing wants a language, as in [source,sh]" + Suggestion.among(LANGUAGES, language));
        }
        return List.of(new Block.Listing(language, lines(node)));
    }

    private List<Phrase> items(StructuralNode node) {
        List<Phrase> items = new ArrayList<>();
        for (StructuralNode child : ((org.asciidoctor.ast.List) node).getItems()) {
            ListItem item = (ListItem) child;
            if (!item.getBlocks().isEmpty()) {
                problem(node, "", "an item of a list is one paragraph; nothing can be nested in it");
            }
            items.add(Phrases.of(source, Asciidoc.line(item), item.getText()));
        }
        return items;
    }

    /** The entries of a description list. */
    List<Block.Definition> definitions(DescriptionList list) {
        List<Block.Definition> definitions = new ArrayList<>();
        for (DescriptionListEntry entry : list.getItems()) {
            int line = Asciidoc.line(list);
            ListItem meaning = entry.getDescription();
            if (meaning == null) {
                problem(list, "", "a term has no meaning after it");
                continue;
            }
            definitions.add(new Block.Definition(
                    Phrases.of(source, line, entry.getTerms().get(0).getText()),
                    Phrases.of(source, line, meaning.getText())));
        }
        return definitions;
    }

    private Block table(Table table) {
        List<List<Phrase>> rows =
                table.getBody().stream().map(row -> cells(table, row)).toList();
        List<Phrase> header = table.getHeader().isEmpty()
                ? List.of()
                : cells(table, table.getHeader().get(0));
        return new Block.Table(header, rows);
    }

    private List<Phrase> cells(Table table, Row row) {
        List<Phrase> cells = new ArrayList<>();
        for (Cell cell : row.getCells()) {
            cells.add(Phrases.of(source, Asciidoc.line(table), cell.getText()));
        }
        return cells;
    }

    private List<Block> note(StructuralNode node) {
        String kind = node.getStyle().toUpperCase(Locale.ROOT);
        if (!Set.of("NOTE", "TIP", "WARNING").contains(kind)) {
            problem(node, kind, "a remark is a NOTE, a TIP or a WARNING, not a " + kind);
            return List.of();
        }
        return List.of(new Block.Note(Block.NoteKind.valueOf(kind), phrase(node)));
    }

    private List<Block> figure(StructuralNode node) {
        String name = attribute(node, "2").orElse("");
        Optional<Figures> figure =
                Figures.all().stream().filter(known -> known.id().equals(name)).findFirst();
        if (figure.isEmpty()) {
            problem(
                    node,
                    name,
                    "unknown figure '" + name + "'"
                            + Suggestion.among(
                                    Figures.all().stream().map(Figures::id).toList(), name));
            return List.of();
        }
        SortedMap<String, String> arguments = new TreeMap<>();
        for (String argument : figure.get().arguments()) {
            String value = attribute(node, argument).orElse("");
            if (value.isEmpty()) {
                problem(node, name, "the figure '" + name + "' lacks '" + argument + "=…'");
            }
            arguments.put(argument, value);
        }
        for (String word : arguments.getOrDefault("of", "host").split(" ", -1)) {
            if (!Figures.isSubject(word)) {
                problem(
                        node,
                        word,
                        "'" + word + "' is no subject of a figure; known: host, workbench, containers, container:NAME");
            }
        }
        return List.of(new Block.Figure(name, arguments, phrase(node)));
    }
}
