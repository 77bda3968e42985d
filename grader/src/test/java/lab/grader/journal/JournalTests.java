package lab.grader.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lab.exercises.CheckSpec;
import lab.exercises.Exercise;
import lab.exercises.Hint;
import lab.exercises.Parameters;
import lab.exercises.Timing;
import lab.exercises.Values;
import lab.grader.Attempt;
import lab.grader.AttemptRecord;
import lab.grader.Verdict;
import lab.grader.expression.Expressions;
import lab.lessons.Phrase;
import lab.runtime.observe.Reading;
import lab.runtime.observe.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/** Tests for {@link Journal}. */
final class JournalTests {
    @TempDir
    private Path dir;

    private final Expressions expressions = new Expressions();

    private static Exercise exercise(String id) {
        return new Exercise(
                id,
                "views",
                1,
                Phrase.of("Kept"),
                List.of(),
                new Parameters(List.of()),
                List.of(),
                List.of(
                        new CheckSpec(
                                "same",
                                Phrase.of("same"),
                                "host.hostname == start.host.hostname",
                                new Timing.Ever(),
                                5),
                        new CheckSpec("none", Phrase.of("none"), "container('x').exists", new Timing.Now(), 5)),
                List.of(new Hint("rung", Optional.empty(), List.of())),
                List.of(),
                List.of());
    }

    private Attempt attempt(String id) {
        return Attempt.open(expressions, exercise(id), new Values(Map.of()), new Scope.Empty());
    }

    private Path file() {
        return dir.resolve("deep/journal.jsonl");
    }

    @Test
    void anAttemptIsFoundAgainWithItsOpeningAndWhatWasSeen() throws IOException {
        Attempt attempt = attempt("one");
        try (Journal journal = Journal.open(file())) {
            journal.opened(attempt, Map.of("box", "anvil"));
            journal.command("one", "run -d base true", 0);
            journal.verdict(attempt, attempt.check());
            journal.hint(attempt, attempt.hint().orElseThrow());
            journal.opened(attempt("other"), Map.of());
        }
        try (Journal journal = Journal.open(file())) {
            AttemptRecord kept = journal.resume("one").orElseThrow();
            assertEquals(attempt.record(), kept);
            assertEquals(Set.of("same"), kept.seen());
            assertEquals(1, kept.hintsTaken());
            assertTrue(kept.opening().get("host.hostname") instanceof Reading.Value);
            Verdict verdict = Attempt.resume(
                            expressions, exercise("one"), new Values(Map.of()), new Scope.Empty(), kept)
                    .check();
            assertEquals(5, verdict.points());
            assertEquals(Optional.empty(), journal.resume("never"));
        }
    }

    @Test
    void openingAnewForgetsWhatWasSeenBefore() throws IOException {
        Attempt attempt = attempt("one");
        try (Journal journal = Journal.open(file())) {
            journal.opened(attempt, Map.of());
            journal.verdict(attempt, attempt.check());
            journal.opened(attempt("one"), Map.of());
            assertEquals(Set.of(), journal.resume("one").orElseThrow().seen());
        }
    }

    @Test
    void aVerdictThatSaysNothingNewIsNotRepeated() throws IOException {
        Attempt attempt = attempt("one");
        try (Journal journal = Journal.open(file())) {
            journal.verdict(attempt, attempt.check());
            journal.verdict(attempt, attempt.check());
        }
        assertEquals(1, Files.readAllLines(file()).size());
    }

    @Test
    void aVerdictKeepsTheFactsItWasMadeFrom() throws IOException {
        Attempt attempt = attempt("one");
        try (Journal journal = Journal.open(file())) {
            journal.verdict(attempt, attempt.check());
        }
        Map<String, Object> line = JSON.std.mapFrom(Files.readString(file()));
        assertEquals("verdict", line.get("what"));
        assertEquals(2, line.get("v"));
        Map<?, ?> check = (Map<?, ?>) ((List<?>) line.get("checks")).get(0);
        assertEquals("met", check.get("outcome"));
        Map<?, ?> fact = (Map<?, ?>) ((List<?>) check.get("facts")).get(0);
        assertEquals("host.hostname", fact.get("path"));
        assertEquals("/proc/sys/kernel/hostname", fact.get("source"));
    }

    @Test
    void aTornLineCostsOnlyItself() throws IOException {
        Attempt attempt = attempt("one");
        try (Journal journal = Journal.open(file())) {
            journal.opened(attempt, Map.of());
            journal.verdict(attempt, attempt.check());
        }
        Files.writeString(file(), "{\"v\":1,\"what\":\"verd", StandardOpenOption.APPEND);
        try (Journal journal = Journal.open(file())) {
            journal.command("one", "ps", 0);
            assertEquals(Set.of("same"), journal.resume("one").orElseThrow().seen());
        }
        List<String> lines = Files.readAllLines(file());
        assertTrue(lines.get(lines.size() - 1).contains("\"line\":\"ps\""));
    }

    @Test
    void numbersAndListsComeBackAsFactsHaveThem() {
        Map<String, Reading> readings = Map.of(
                "a", new Reading.Value(5L, "s"),
                "b", new Reading.Value(List.of(1L, 2L), "s"),
                "c", new Reading.Value(null, "s"),
                "d", new Reading.Absent("gone", "s"),
                "e", new Reading.Unobservable("EACCES", "s"));
        String json = JSON.std.asString(Lines.facts(readings));
        assertEquals(readings, Lines.readings(JSON.std.listFrom(json)));
    }
}
