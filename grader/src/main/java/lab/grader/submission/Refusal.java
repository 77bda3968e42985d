package lab.grader.submission;

import java.util.List;
import java.util.Locale;

/**
 * Why a file is no submission that can be graded.
 *
 * @param kind what is wrong
 * @param details the names and numbers that a sentence about it needs
 */
public record Refusal(Kind kind, List<String> details) {
    /** Copies the list. */
    public Refusal {
        details = List.copyOf(details);
    }

    static RefusedException because(Kind kind, Object... details) {
        return new RefusedException(
                new Refusal(kind, List.of(details).stream().map(String::valueOf).toList()));
    }

    /**
     * The key of the sentence about it.
     *
     * @return such as {@code grade.refused.bomb}
     */
    public String key() {
        return "grade.refused." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What can be wrong with a file. */
    public enum Kind {
        /** It can't be read: not there, not a file, no permission. */
        UNREADABLE,
        /** It is bigger than any submission. */
        TOO_BIG,
        /** It is no zip, or it was cut short. */
        NO_ZIP,
        /** It holds something that no submission holds, such as a path that leads out of the folder. */
        ODD_ENTRY,
        /** It lacks something that every submission has. */
        MISSING_ENTRY,
        /** It holds a lot of nothing: what is inside is far bigger than the file. */
        BOMB,
        /** The manifest is damaged or of another version. */
        MANIFEST,
        /** It was changed after it was made: a hash or the signature does not fit. */
        TAMPERED,
        /** It asks for more work than any learner's journal. */
        TOO_MUCH_WORK
    }
}
