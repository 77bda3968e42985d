package lab.grader.mark;

import java.util.Locale;

/** How a check stands at the end. */
public enum Standing {
    /** What was wanted was so. */
    MET,
    /** It was looked for and was not so. */
    NOT_MET,
    /** The record does not tell. */
    OPEN,
    /** Nobody tried. */
    UNTRIED;

    /**
     * The word for it in files.
     *
     * @return {@code met}, {@code not-met}, {@code open} or {@code untried}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
