package lab.grader.mark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lab.grader.journal.JournalLine;
import lab.grader.journal.JournalText;
import lab.grader.submission.Submission;

/** What one submission shows by itself. */
final class Oddities {
    private Oddities() {}

    static List<Flag> of(Submission submission) {
        JournalText journal = submission.journal();
        List<Flag> flags = new ArrayList<>();
        journal.broken().ifPresent(line -> flags.add(Flag.of(Flag.Kind.BROKEN_CHAIN, line)));
        if (journal.torn() > 0) {
            flags.add(Flag.of(Flag.Kind.TORN_LINES, journal.torn()));
        }
        if (journal.unchained() > 0) {
            flags.add(Flag.of(Flag.Kind.UNCHAINED_LINES, journal.unchained()));
        }
        back(journal).ifPresent(flags::add);
        return flags;
    }

    /** Two shells that write at once may note their times a moment out of order; more than a second is no such moment. */
    private static Optional<Flag> back(JournalText journal) {
        Instant before = Instant.EPOCH;
        for (JournalLine line : journal.lines()) {
            Instant at = line.at().orElse(before);
            if (Duration.between(at, before).compareTo(Duration.ofSeconds(1)) > 0) {
                return Optional.of(Flag.of(Flag.Kind.CLOCK_BACK, line.number(), before, at));
            }
            before = at;
        }
        return Optional.empty();
    }
}
