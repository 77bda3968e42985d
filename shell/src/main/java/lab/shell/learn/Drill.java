package lab.shell.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.grader.journal.JournalLine;
import lab.grader.journal.JournalText;
import lab.lessons.Beat;
import lab.lessons.Lesson;
import lab.lessons.Phrase;
import lab.lessons.Step;
import lab.shell.session.Lab;

/**
 * Earlier exercises once more, with other parameters. What was solved comes again after some days, and after twice as many each time; what was hard comes
 * sooner: begun anew, helped by hints, or slow.
 */
public final class Drill {

    /** The id of the lesson that a drill is. */
    static final String ID = "drill";

    private static final int MOST = 5;
    private static final Duration FIRST = Duration.ofDays(2);
    private static final int MOST_DOUBLED = 8;
    private static final double HINT = 0.5;
    private static final double SLOW_MINUTES = 10;

    private Drill() {}

    /** A lesson of up to five exercises that were solved before, those that are due first; empty if none was solved. */
    public static Optional<Lesson> lesson(Lab lab) throws IOException {
        var lines = new ArrayList<JournalLine>();
        for (var file : List.of(Enrolment.journal(lab.settings()), Enrolment.drills(lab.settings()))) {
            if (Files.exists(file)) {
                lines.addAll(JournalText.parse(Files.readAllBytes(file)).lines());
            }
        }
        var exercises = Exercises.load(lab.settings().language());
        var steps = new ArrayList<Step>();
        for (var id : due(lines)) {
            var known = exercises.find(id).map(Exercise::id);
            if (known.isPresent() && steps.size() < MOST) {
                steps.add(new Step(id, 0, steps.size() + 1, Phrase.of(id), List.of(new Beat.Practice(id))));
            }
        }
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new Lesson(
                        0,
                        ID,
                        lab.settings().language(),
                        Phrase.of(lab.say("drill.title")),
                        Phrase.of(lab.say("drill.title")),
                        steps));
    }

    /** The exercises that were solved, the one that is due first. */
    static List<String> due(List<JournalLine> lines) {
        var all = new HashMap<String, Past>();
        lines.stream()
                .sorted(Comparator.comparing(line -> line.at().orElse(Instant.EPOCH)))
                .forEach(line ->
                        all.computeIfAbsent(line.exercise(), id -> new Past()).read(line));
        return all.entrySet().stream()
                .filter(entry -> entry.getValue().solved > 0)
                .sorted(Comparator.comparing((Map.Entry<String, Past> entry) ->
                                entry.getValue().due())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the journals tell of one exercise. */
    private static final class Past {
        private int solved;
        private int begun;
        private int hints;
        private double minutes;
        private Instant opened = Instant.EPOCH;
        private Instant last = Instant.EPOCH;

        void read(JournalLine line) {
            var at = line.at().orElse(Instant.EPOCH);
            switch (line.what()) {
                case "opened" -> {
                    begun++;
                    opened = at;
                }
                case "hint" -> hints++;
                case "verdict" -> {
                    if (Boolean.TRUE.equals(line.fields().get("passed")) && opened.isAfter(last)) {
                        solved++;
                        minutes += Duration.between(opened, at).toSeconds() / 60.0;
                        last = at;
                    }
                }
                default -> {
                    // What was typed says nothing about how hard it was.
                }
            }
        }

        Instant due() {
            var hard = (begun - solved) + HINT * hints + minutes / SLOW_MINUTES;
            var doubled = FIRST.multipliedBy(1L << Math.min(solved - 1, MOST_DOUBLED));
            return last.plusSeconds((long) (doubled.toSeconds() / (1 + Math.max(0, hard) / solved)));
        }
    }
}
