package lab.shell.screen;

import lab.shell.session.Settings;

/**
 * Signs and colours. There is one accent colour; a sign or a word always says the same as the colour, and both dark and light backgrounds
 * show all of it: the accent is a blue of middle lightness, and everything else is the terminal's own colour, bold or faint.
 */
public final class Theme {

    private static final String RESET = "\033[0m";
    private static final String BOLD = "1";
    private static final String FAINT = "2";
    private static final String ITALIC = "3";

    private final boolean colour;
    private final boolean unicode;
    private final boolean plain;
    private final String blue;

    /** The theme for these settings. */
    public Theme(Settings settings) {
        this(
                !settings.plain(),
                settings.unicode() && !settings.plain(),
                settings.plain(),
                settings.env().getOrDefault("TERM", "").contains("256") ? "38;5;32" : "34");
    }

    private Theme(boolean colour, boolean unicode, boolean plain, String blue) {
        this.colour = colour;
        this.unicode = unicode;
        this.plain = plain;
        this.blue = blue;
    }

    /** The same without colours. */
    public Theme colourless() {
        return new Theme(false, unicode, plain, blue);
    }

    /** Whether lines are stable, without colours and signs. */
    public boolean plain() {
        return plain;
    }

    /** Words that lead: the prompt, values. */
    public String accent(String text) {
        return paint(blue, text);
    }

    /** Words of weight. */
    public String strong(String text) {
        return paint(BOLD, text);
    }

    /** Stressed words. */
    public String emphasis(String text) {
        return paint(ITALIC, text);
    }

    /** Words that stand back: sources, remarks. */
    public String quiet(String text) {
        return paint(FAINT, text);
    }

    /** Words to be typed. */
    public String code(String text) {
        return colour ? paint(blue, text) : "`" + text + "`";
    }

    /** The sign of a check that is met. */
    public String pass() {
        return plain ? "[PASS]" : paint(BOLD + ";" + blue, unicode ? "✔" : "+");
    }

    /** The sign of a check that is not met. */
    public String fail() {
        return plain ? "[FAIL]" : paint(BOLD, unicode ? "✘" : "x");
    }

    /** The sign of a check that could not be observed. */
    public String open() {
        return plain ? "[????]" : paint(BOLD, "?");
    }

    /** The sign of something to be done. */
    public String todo() {
        return paint(FAINT, unicode ? "·" : "-");
    }

    /** The sign between the prompt and what is typed. */
    public String caret() {
        return unicode ? "›" : ">";
    }

    /** A line across. */
    public String rule(int width) {
        return quiet((unicode ? "─" : "-").repeat(width));
    }

    /** The sign of a point in a list. */
    public String bullet() {
        return unicode ? "•" : "*";
    }

    /** The sign beside a remark. */
    public String bar() {
        return unicode ? "▏" : "|";
    }

    /** The sign between parts of a title. */
    public String dot() {
        return unicode ? "·" : "-";
    }

    /** The mark behind things that are the same: the first, one in the middle, the last of them. */
    public String joint(boolean first, boolean last) {
        if (!unicode) {
            return "|";
        }
        return first ? "┐" : last ? "┘" : "│";
    }

    /** Whether signs may be more than ASCII. */
    public boolean unicode() {
        return unicode;
    }

    /** The signs of a chart: a measured point, a fitted line, a line to compare with, a second measured point. */
    public String plotted() {
        return unicode ? "●·╌○" : "*.-o";
    }

    /** A bar of which a part, from 0 to 1, is filled. */
    public String progress(double part, int width) {
        var filled = (int) Math.round(Math.max(0, Math.min(1, part)) * width);
        return accent((unicode ? "█" : "#").repeat(filled)) + quiet((unicode ? "░" : ".").repeat(width - filled));
    }

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\033[" + code + "m" + text + RESET : text;
    }
}
