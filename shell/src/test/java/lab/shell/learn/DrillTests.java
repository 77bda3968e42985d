package lab.shell.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.grader.journal.JournalLine;
import org.junit.jupiter.api.Test;

/** Tests for which exercises come again, and in which order. */
final class DrillTests {

    private static final Instant START = Instant.parse("2026-04-01T10:00:00Z");

    private final List<JournalLine> lines = new ArrayList<>();

    private void line(String what, String exercise, long minute, boolean passed) {
        lines.add(new JournalLine(
                lines.size() + 1,
                Map.of(
                        "what", what,
                        "exercise", exercise,
                        "at", START.plus(Duration.ofMinutes(minute)).toString(),
                        "passed", passed)));
    }

    private void solved(String exercise, long from, long minutes) {
        line("opened", exercise, from, false);
        line("verdict", exercise, from + minutes, true);
    }

    @Test
    void onlyWhatWasSolvedComesAgainAndTheOldestFirst() {
        solved("second", 10, 2);
        solved("first", 0, 2);
        line("opened", "tried", 20, false);
        line("verdict", "tried", 21, false);
        assertEquals(List.of("first", "second"), Drill.due(lines));
    }

    @Test
    void whatWasHardComesSooner() {
        solved("easy", 0, 1);
        solved("slow", 10, 30);
        solved("helped", 50, 1);
        for (var i = 0; i < 8; i++) {
            line("hint", "helped", 50, false);
        }
        line("opened", "again", 60, false);
        line("opened", "again", 61, false);
        solved("again", 62, 1);
        assertEquals(List.of("helped", "slow", "again", "easy"), Drill.due(lines));
    }

    @Test
    void whatWasSolvedTwiceComesLaterAndOneLookCountsOnce() {
        solved("once", 0, 1);
        solved("twice", 0, 1);
        line("verdict", "once", 2, true);
        solved("twice", 5, 1);
        assertEquals(List.of("once", "twice"), Drill.due(lines));
    }
}
