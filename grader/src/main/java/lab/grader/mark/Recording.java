package lab.grader.mark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.grader.journal.JournalLine;
import lab.grader.submission.Refusal;
import lab.grader.submission.RefusedException;
import lab.grader.submission.Submission;

/**
 * What a learner typed in the attempt at an exercise that, by its own record, came furthest; the last one of those that came as far.
 *
 * @param lines the lines, in their order
 */
public record Recording(List<Line> lines) {
    private static final int MOST_LINES = 2000;
    private static final int LONGEST = 64 << 10;

    /** Copies the list. */
    public Recording {
        lines = List.copyOf(lines);
    }

    /**
     * A line.
     *
     * @param text as it was typed
     * @param exit what it ended with
     */
    public record Line(String text, int exit) {}

    /**
     * The recordings of a submission.
     *
     * @param submission the submission, which may be hostile
     * @return the exercise's id to what was typed; an exercise that was never opened has none
     * @throws RefusedException if it holds more lines, or longer ones, than anybody types
     */
    public static Map<String, Recording> of(Submission submission) throws RefusedException {
        Map<String, Best> bests = new LinkedHashMap<>();
        for (JournalLine line : submission.journal().lines()) {
            Best best = bests.get(line.exercise());
            if (line.what().equals("opened")) {
                bests.computeIfAbsent(line.exercise(), id -> new Best()).open();
            } else if (best != null && line.what().equals("command")) {
                best.type(new Line(line.text("line"), (int) line.number("exit")));
            } else if (best != null && line.what().equals("verdict")) {
                best.claim(line.number("points"));
            }
        }
        Map<String, Recording> recordings = new LinkedHashMap<>();
        for (Map.Entry<String, Best> entry : bests.entrySet()) {
            entry.getValue().open();
            recordings.put(entry.getKey(), new Recording(checked(entry.getKey(), entry.getValue().lines)));
        }
        return recordings;
    }

    private static List<Line> checked(String exercise, List<Line> lines) throws RefusedException {
        if (lines.size() > MOST_LINES
                || lines.stream().anyMatch(line -> line.text().length() > LONGEST)) {
            throw new RefusedException(new Refusal(
                    Refusal.Kind.TOO_MUCH_WORK,
                    List.of(exercise + ": more than " + MOST_LINES + " lines, or one of more than " + LONGEST
                            + " characters")));
        }
        return lines;
    }

    /** The best attempt so far, and the one that is being read. */
    private static final class Best {
        private List<Line> lines = List.of();
        private List<Line> current = new ArrayList<>();
        private long points = -1;
        private long claimed = -1;

        void open() {
            if (claimed >= points) {
                points = claimed;
                lines = current;
            }
            current = new ArrayList<>();
            claimed = 0;
        }

        void type(Line line) {
            current.add(line);
        }

        void claim(long more) {
            claimed = Math.max(claimed, more);
        }
    }
}
