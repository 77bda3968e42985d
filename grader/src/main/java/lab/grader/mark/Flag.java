package lab.grader.mark;

import java.util.List;
import java.util.Locale;

/**
 * Something about a submission that a teacher may want to ask about: a fact, never an accusation, and never a part of the mark.
 *
 * @param kind what it is about
 * @param details the names and numbers that a sentence about it needs
 */
public record Flag(Kind kind, List<String> details) {
    /** Copies the list. */
    public Flag {
        details = List.copyOf(details);
    }

    static Flag of(Kind kind, Object... details) {
        return new Flag(kind, List.of(details).stream().map(String::valueOf).toList());
    }

    /**
     * The key of the sentence about it.
     *
     * @return such as {@code grade.flag.broken-chain}
     */
    public String key() {
        return "grade.flag." + word();
    }

    /**
     * The word for it in files.
     *
     * @return such as {@code broken-chain}
     */
    public String word() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a flag can be about. */
    public enum Kind {
        /** A line of the journal does not follow the one before it. */
        BROKEN_CHAIN,
        /** Lines of the journal were torn by a crash. */
        TORN_LINES,
        /** The journal begins with lines of a version that had no chain. */
        UNCHAINED_LINES,
        /** The seed is not the one that this course gives this student. */
        OTHER_SEED,
        /** A recorded verdict says more than its facts do. */
        OTHER_OUTCOME,
        /** The wall clock went back between two lines. */
        CLOCK_BACK,
        /** Another submission has the same student. */
        SAME_STUDENT,
        /** Another submission has the same seed of an exercise under another name. */
        SAME_SEED,
        /** Another submission was signed with the same key. */
        SAME_KEY,
        /** Another submission was worked on in the same boot of a machine. */
        SAME_BOOT,
        /** Another submission has the same commands at the same moments. */
        SAME_TIMES,
        /** It was handed in after the time. */
        LATE,
        /** It was worked on with other exercises than the assignment asks for. */
        OTHER_CONTENT,
        /** More hints were taken than the assignment gives. */
        MORE_HINTS,
        /** An exercise was begun more often than the assignment allows. */
        MORE_ATTEMPTS,
        /** An exercise was begun once more before its time. */
        TOO_SOON,
        /** A solution was shown, which the assignment does not do. */
        SOLUTION_SHOWN,
        /** Run again, the lines brought other points than the record says. */
        REPLAY_DIFFERS,
        /** Some of the lines do what a submission may not do on a teacher's machine, and were not run. */
        REPLAY_UNRUN,
        /** The lines took longer than they may. */
        REPLAY_OUT_OF_TIME,
        /** The lines could not be run again here. */
        REPLAY_BROKEN
    }
}
