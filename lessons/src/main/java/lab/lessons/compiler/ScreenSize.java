package lab.lessons.compiler;

import java.util.List;
import java.util.function.Consumer;
import lab.lessons.Beat;
import lab.lessons.Block;
import lab.lessons.Phrase;
import lab.lessons.Question;
import lab.lessons.Step;

/**
 * How much of a terminal of 80x24 a text takes.
 *
 * <p>A screen is what stands between two waits for the learner. It may take {@link #LINES} lines of {@link #COLUMNS} columns: 24 less the step's title with its rule,
 * an empty line above and below, the prompt, and two lines of reserve for a command's first output.
 */
public final class ScreenSize {
    /** The most lines of text between two prompts. */
    public static final int LINES = 17;

    /** The columns that text may take. */
    public static final int COLUMNS = 78;

    private ScreenSize() {}

    /** Reports each screen of a step that is too tall, and each line to type that is too long. */
    public static void check(Step step, Consumer<String> report) {
        int lines = 0;
        for (Beat beat : step.beats()) {
            lines += lines(beat, report);
            if (!(beat instanceof Beat.Tell)) {
                fits(step, lines, report);
                lines = beat instanceof Beat.Predict predict ? tallestReply(predict) : 0;
            }
        }
        fits(step, lines, report);
    }

    /** The lines that blocks take, with an empty line between two of them. */
    public static int lines(List<Block> blocks) {
        int lines = 0;
        for (Block block : blocks) {
            lines += (lines == 0 ? 0 : 1) + lines(block);
        }
        return lines;
    }

    /** The columns that a text takes: two for each wide character, such as Hangul. */
    public static int columns(String text) {
        return text.codePoints().map(ScreenSize::columns).sum();
    }

    /** The lines that a phrase takes in so many columns, broken at blanks. */
    public static int lines(Phrase phrase, int columns) {
        int lines = 1;
        int used = 0;
        for (String word : phrase.text().split(" ", -1)) {
            int width = columns(word);
            int wanted = used == 0 ? width : used + 1 + width;
            if (wanted > columns) {
                lines++;
                used = width;
            } else {
                used = wanted;
            }
        }
        return lines;
    }

    private static void fits(Step step, int lines, Consumer<String> report) {
        if (lines > LINES) {
            report.accept("step " + step.id() + " has a screen of " + lines + " lines; " + LINES
                    + " fit into 80x24 with the prompt: split the step or shorten it");
        }
    }

    private static int lines(Beat beat, Consumer<String> report) {
        if (beat instanceof Beat.Tell tell) {
            return lines(tell.blocks()) + 1;
        } else if (beat instanceof Beat.Predict predict && predict.question() instanceof Question.OneOf oneOf) {
            return oneOf.choices().stream()
                            .mapToInt(choice -> lines(choice.phrase(), COLUMNS - 8))
                            .sum()
                    + 1;
        } else if (beat instanceof Beat.Do lines) {
            lines.lines().stream()
                    .filter(line -> columns(line) > 2 * COLUMNS - 16)
                    .forEach(line -> report.accept("the line '" + line + "' is longer than two rows of a screen"));
            return lines.lines().stream()
                            .mapToInt(line -> columns(line) / (COLUMNS - 8) + 1)
                            .sum()
                    + 1;
        }
        return 1;
    }

    private static int tallestReply(Beat.Predict predict) {
        int general = lines(predict.reply(""));
        return 1
                + predict.replies().stream()
                        .flatMap(reply -> reply.letter().stream())
                        .mapToInt(letter -> lines(predict.reply(letter)))
                        .reduce(general, Math::max);
    }

    private static int lines(Block block) {
        if (block instanceof Block.Heading heading) {
            return lines(heading.phrase(), COLUMNS);
        } else if (block instanceof Block.Paragraph paragraph) {
            return lines(paragraph.phrase(), COLUMNS);
        } else if (block instanceof Block.Listing listing) {
            return listing.lines().stream()
                    .mapToInt(line -> columns(line) / (COLUMNS - 2) + 1)
                    .sum();
        } else if (block instanceof Block.Bullets bullets) {
            return bullets.items().stream()
                    .mapToInt(item -> lines(item, COLUMNS - 4))
                    .sum();
        } else if (block instanceof Block.Definitions definitions) {
            int widest = definitions.items().stream()
                    .mapToInt(item -> columns(item.term().text()))
                    .max()
                    .orElse(0);
            return definitions.items().stream()
                    .mapToInt(item -> lines(item.meaning(), COLUMNS - widest - 4))
                    .sum();
        } else if (block instanceof Block.Table table) {
            return table.rows().size() + (table.header().isEmpty() ? 0 : 2);
        } else if (block instanceof Block.Note note) {
            return lines(note.phrase(), COLUMNS - 4);
        } else if (block instanceof Block.Figure figure) {
            return 5 + lines(figure.caption(), COLUMNS);
        }
        throw new AssertionError(block);
    }

    private static int columns(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = codePoint >= 0x1100 && codePoint <= 0x115f
                || codePoint >= 0x2e80 && codePoint <= 0xa4cf
                || codePoint >= 0xac00 && codePoint <= 0xd7a3
                || codePoint >= 0xf900 && codePoint <= 0xfaff
                || codePoint >= 0xfe30 && codePoint <= 0xfe6f
                || codePoint >= 0xff00 && codePoint <= 0xff60
                || codePoint >= 0xffe0 && codePoint <= 0xffe6
                || codePoint >= 0x1f300 && codePoint <= 0x1faff
                || codePoint >= 0x20000 && codePoint <= 0x3fffd;
        return wide ? 2 : 1;
    }
}
