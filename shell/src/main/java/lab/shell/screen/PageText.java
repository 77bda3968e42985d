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

    /** Lines of more columns are hard to read. */
    private static final int WIDEST = 78;

    private static final int MARGIN = 2;
    private static final int CHOICE = 4;

    private final Theme theme;
    private final PhraseText phrases;
    private final Painter painter;
    private final int width;

    /** Pages for a terminal of a width, with figures by a painter. */
    public PageText(Theme theme, int columns, Painter painter) {
        this.theme = theme;
        this.phrases = new PhraseText(theme);
        this.painter = painter;
        this.width = Math.min(columns, WIDEST);
    }

    /** How wide a line may be. */
    public int width() {
        return width;
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

    /** Blocks behind a word that says what they are. */
    public List<String> remark(String word, List<Block> blocks) {
        var lines = new ArrayList<String>();
        for (var block : blocks) {
            if (lines.isEmpty() && block instanceof Block.Paragraph paragraph) {
                lines.addAll(Columns.wrap(theme.strong(word) + " " + phrases.of(paragraph.phrase()), width));
            } else {
                lines.addAll(lines(block));
            }
        }
        return lines;
    }

    /** A choice and its letter. */
    public List<String> choice(String letter, Phrase phrase) {
        return hanging(CHOICE, theme.accent(letter) + " ", phrases.of(phrase));
    }

    /** A line that is to be typed. */
    public String typed(String line) {
        return theme.plain() ? "    " + line : "  " + theme.quiet(theme.caret()) + " " + theme.accent(line);
    }

    private List<String> lines(Block block) {
        if (block instanceof Block.Heading heading) {
            return Columns.wrap(theme.strong(heading.phrase().text()), width);
        } else if (block instanceof Block.Paragraph paragraph) {
            return Columns.wrap(phrases.of(paragraph.phrase()), width);
        } else if (block instanceof Block.Listing listing) {
            return listing.language().equals("lab")
                    ? listing.lines().stream().map(this::typed).toList()
                    : listing.lines().stream().map(line -> "  " + line).toList();
        } else if (block instanceof Block.Bullets bullets) {
            return bullets(bullets);
        } else if (block instanceof Block.Definitions definitions) {
            return definitions(definitions);
        } else if (block instanceof Block.Table table) {
            return table(table);
        } else if (block instanceof Block.Note note) {
            return hanging(0, theme.accent(theme.bar()), phrases.of(note.phrase()));
        }
        return figure((Block.Figure) block);
    }

    private List<String> bullets(Block.Bullets bullets) {
        var lines = new ArrayList<String>();
        for (var i = 0; i < bullets.items().size(); i++) {
            var sign = bullets.numbered() ? (i + 1) + "." : theme.bullet();
            lines.addAll(hanging(MARGIN, sign, phrases.of(bullets.items().get(i))));
        }
        return lines;
    }

    private List<String> hanging(int margin, String sign, String text) {
        var indent = margin + Columns.width(sign) + 1;
        var lines = new ArrayList<String>();
        for (var line : Columns.wrap(text, width - indent)) {
            lines.add(lines.isEmpty() ? " ".repeat(margin) + sign + " " + line : " ".repeat(indent) + line);
        }
        return lines;
    }

    private List<String> definitions(Block.Definitions definitions) {
        var column = definitions.items().stream()
                        .mapToInt(item -> Columns.width(item.term().text()))
                        .max()
                        .orElse(0)
                + MARGIN;
        var lines = new ArrayList<String>();
        for (var item : definitions.items()) {
            var term = theme.strong(item.term().text());
            for (var line : Columns.wrap(phrases.of(item.meaning()), width - column - MARGIN)) {
                lines.add(" ".repeat(MARGIN) + Columns.pad(term, column) + line);
                term = "";
            }
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
        var lines = new ArrayList<>(Columns.table(rows));
        if (!table.header().isEmpty()) {
            var widest = lines.stream().mapToInt(Columns::width).max().orElse(0);
            lines.add(1, theme.rule(Math.min(widest, width - MARGIN)));
        }
        return lines.stream().map(line -> "  " + Columns.cut(line, width)).toList();
    }

    private List<String> figure(Block.Figure figure) {
        var lines = new ArrayList<>(painter.lines(figure, width));
        for (var line : Columns.wrap(figure.caption().text(), width - MARGIN)) {
            lines.add("  " + theme.quiet(line));
        }
        return lines;
    }
}
