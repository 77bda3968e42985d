package lab.shell.screen;

import lab.shell.session.Settings;

/**
 * Signs and colours. There is one accent colour; a sign or a word always says the same as the colour, and both dark and light backgrounds
 * show all of it.
 */
public final class Theme {

    private static final String RESET = "\033[0m";

    private final boolean colour;
    private final boolean unicode;
    private final boolean plain;

    /** The theme for these settings. */
    public Theme(Settings settings) {
        this.plain = settings.plain();
        this.colour = !settings.plain();
        this.unicode = settings.unicode() && !settings.plain();
    }

    /** Whether lines are stable, without colours and signs. */
    public boolean plain() {
        return plain;
    }

    /** Words that lead: the prompt, a title. */
    public String accent(String text) {
        return paint("36", text);
    }

    /** Words of weight. */
    public String strong(String text) {
        return paint("1", text);
    }

    /** Stressed words. */
    public String emphasis(String text) {
        return paint("3", text);
    }

    /** Words that stand back: sources, remarks. */
    public String quiet(String text) {
        return paint("90", text);
    }

    /** Words to be typed. */
    public String code(String text) {
        return colour ? paint("36", text) : "`" + text + "`";
    }

    /** The sign of a check that is met. */
    public String pass() {
        return plain ? "[PASS]" : paint("32", unicode ? "✔" : "+");
    }

    /** The sign of a check that is not met. */
    public String fail() {
        return plain ? "[FAIL]" : paint("31", unicode ? "✘" : "x");
    }

    /** The sign of a check that could not be observed. */
    public String open() {
        return plain ? "[????]" : paint("33", "?");
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

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\033[" + code + "m" + text + RESET : text;
    }
}
