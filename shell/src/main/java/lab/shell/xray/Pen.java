package lab.shell.xray;

import lab.shell.screen.Columns;
import lab.shell.screen.Theme;

/**
 * What panels draw with: signs and colours, a width, and how far the picture is shifted to the left.
 *
 * @param theme signs and colours
 * @param width columns of a line
 * @param shift how many members are left out at the left
 */
record Pen(Theme theme, int width, int shift) {

    private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
    private static final int PARTS = 8;

    /** One of two ways to draw something. */
    String sign(String unicode, String ascii) {
        return theme.unicode() ? unicode : ascii;
    }

    /** A bar of so many columns within its two ends, full at 1. */
    String bar(double part, int columns) {
        var filled = (int) Math.round(Math.max(0, Math.min(1, part)) * columns * PARTS);
        // Something is never drawn as nothing.
        var eighths = part > 0 ? Math.max(1, filled) : 0;
        if (!theme.unicode()) {
            var hashes = (eighths + PARTS - 1) / PARTS;
            return "[" + theme.accent("#".repeat(hashes)) + " ".repeat(columns - hashes) + "]";
        }
        var whole = eighths / PARTS;
        var rest = eighths % PARTS == 0 ? "" : EIGHTHS.substring(eighths % PARTS, eighths % PARTS + 1);
        return theme.quiet("▕")
                + theme.accent("█".repeat(whole) + rest)
                + " ".repeat(columns - whole - rest.length())
                + theme.quiet("▏");
    }

    /** A line no longer than the width. */
    String line(String text) {
        return Columns.cut(text, width).stripTrailing();
    }
}
