package lab.shell.screen;

import java.util.ArrayList;
import java.util.List;
import lab.lessons.Block;
import lab.lessons.Phrase;

/** Turns the blocks of a page into lines that fit a width. */
public final class PageText {

    /** Draws a figure from the facts of this moment. */
    public interface Painter {
        /** Its lines, no wider than asked for. */
        List<String> lines(Block.Figure figure, int width);
    }

    private static final int MARGIN = 2;

    private final Theme theme;
    private final PhraseText phrases;
    private final Painter painter;
    private final int width;

    /** Pages of a width, with figures by a painter. */
    public PageText(Theme theme, int width, Painter painter) {
        this.theme = theme;
        this.phrases = new PhraseText(theme);
        this.painter = painter;
        this.width = width;
    }

    /** The lines of some blocks, with an empty line between two of them. */
    public List<String> lines(List<Block> blocks) {
        var lines = new ArrayList<String>();
        for (var block : blocks) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(lines(block));
        }
        return lines;
    }

    /** A phrase on one line. */
    public String line(Phrase phrase) {
        return phrases.of(phrase);
    }

    private List<String> lines(Block block) {
        if (block instanceof Block.Heading heading) {
            return List.of(theme.strong(heading.phrase().text()));
        } else if (block instanceof Block.Paragraph paragraph) {
            return Columns.wrap(phrases.of(paragraph.phrase()), width);
        } else if (block instanceof Block.Listing listing) {
            return listing.lines().stream().map(line -> "    " + line).toList();
        } else if (block instanceof Block.Bullets bullets) {
            return bullets(bullets);
        } else if (block instanceof Block.Definitions definitions) {
            return definitions(definitions);
        } else if (block instanceof Block.Table table) {
            return table(table);
        } else if (block instanceof Block.Note note) {
            return Columns.wrap(theme.strong(note.kind().name()) + "  " + phrases.of(note.phrase()), width);
        }
        return figure((Block.Figure) block);
    }

    private List<String> bullets(Block.Bullets bullets) {
        var lines = new ArrayList<String>();
        for (var i = 0; i < bullets.items().size(); i++) {
            var sign = bullets.numbered() ? (i + 1) + "." : theme.bullet();
            lines.addAll(hanging(sign, phrases.of(bullets.items().get(i))));
        }
        return lines;
    }

    private List<String> hanging(String sign, String text) {
        var indent = MARGIN + Columns.width(sign) + 1;
        var lines = new ArrayList<String>();
        for (var line : Columns.wrap(text, width - indent)) {
            lines.add(lines.isEmpty() ? " ".repeat(MARGIN) + sign + " " + line : " ".repeat(indent) + line);
        }
        return lines;
    }

    private List<String> definitions(Block.Definitions definitions) {
        var lines = new ArrayList<String>();
        for (var item : definitions.items()) {
            lines.add("  " + theme.strong(item.term().text()));
            Columns.wrap(phrases.of(item.meaning()), width - 4).forEach(line -> lines.add("    " + line));
        }
        return lines;
    }

    private List<String> table(Block.Table table) {
        var rows = new ArrayList<List<String>>();
        if (!table.header().isEmpty()) {
            rows.add(table.header().stream()
                    .map(cell -> theme.strong(cell.text()))
                    .toList());
        }
        table.rows().forEach(row -> rows.add(row.stream().map(phrases::of).toList()));
        return Columns.table(rows).stream().map(line -> "  " + line).toList();
    }

    private List<String> figure(Block.Figure figure) {
        var lines = new ArrayList<>(painter.lines(figure, width));
        Columns.wrap(theme.quiet(figure.caption().text()), width).forEach(lines::add);
        return lines;
    }
}
