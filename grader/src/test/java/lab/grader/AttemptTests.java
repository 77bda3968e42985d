package lab.grader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import lab.exercises.CheckSpec;
import lab.exercises.Exercise;
import lab.exercises.Hint;
import lab.exercises.Parameters;
import lab.exercises.Timing;
import lab.exercises.Value;
import lab.exercises.Values;
import lab.grader.expression.Deviation;
import lab.grader.expression.Expressions;
import lab.grader.expression.Outcome;
import lab.lessons.Phrase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Attempts at exercises, on processes of this kernel. */
@Tag("kernel")
final class AttemptTests {
    private static final Expressions EXPRESSIONS = new Expressions();
    private static final AtomicLong SLEEPS =
            new AtomicLong(200_000 + ProcessHandle.current().pid() % 1000 * 100);

    private final Place place = new Place();
    private final AtomicLong nanos = new AtomicLong();
    private final Times times = new Times(() -> Instant.EPOCH, nanos::get);
    private final String cmd = "sleep " + SLEEPS.incrementAndGet();
    private final List<CheckSpec> checks = new ArrayList<>();
    private final List<Hint> hints = new ArrayList<>();

    @AfterEach
    void leave() {
        place.close();
    }

    private void check(String id, String expression, Timing timing) {
        checks.add(new CheckSpec(id, Phrase.of(id), expression, timing, 5));
    }

    private Exercise exercise() {
        return new Exercise(
                "uts",
                "views",
                1,
                Phrase.of("A name of its own"),
                List.of(),
                new Parameters(List.of()),
                List.of(),
                checks,
                hints,
                List.of(),
                List.of());
    }

    private Values values() {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("cmd", Value.of(cmd));
        values.put("name", Value.of("anvil"));
        return new Values(values);
    }

    private Attempt open() {
        return Attempt.open(EXPRESSIONS, exercise(), values(), place, times);
    }

    private void runs(String line) throws Exception {
        Process process = place.run(line);
        Place.await(() -> process.descendants()
                        .anyMatch(p -> p.info().commandLine().orElse("").endsWith(cmd))
                || process.info().commandLine().orElse("").endsWith(cmd));
    }

    @Test
    void theFreshStateDoesNotPassAndSaysThatThereIsNoSuchProcess() {
        check("own", "process(cmd).ns.uts != host.ns.uts", new Timing.Now());
        Verdict verdict = open().check();
        assertFalse(verdict.passed());
        assertFalse(verdict.open());
        assertEquals(0, verdict.points());
        Deviation deviation = ((Outcome.NotMet) verdict.results().get(0).outcome()).deviation();
        assertEquals("process('" + cmd + "').ns.uts != host.ns.uts", deviation.wanted());
        assertTrue(deviation.absent().isPresent());
    }

    @Test
    void aProcessInItsOwnNamespacePassesAndOneInTheHostsDoesNot() throws Exception {
        check("own", "process(cmd).ns.uts != host.ns.uts", new Timing.Now());
        check("named", "process(cmd).hostname == name", new Timing.Now());
        check("host", "host.hostname == start.host.hostname", new Timing.Now());
        Attempt attempt = open();
        runs("exec " + cmd);
        Verdict wrong = attempt.check();
        assertEquals(5, wrong.points());
        Deviation deviation = ((Outcome.NotMet) wrong.results().get(0).outcome()).deviation();
        assertEquals(2, deviation.sides().size());
        assertEquals(deviation.sides().get(0).value(), deviation.sides().get(1).value());
        // The wrong one is left running: a leftover must not fail the right one.
        runs(Place.unshare("--uts sh -c 'hostname anvil; exec " + cmd + "'"));
        Place.await(() -> attempt.check().passed());
        assertEquals(15, attempt.check().points());
    }

    @Test
    void twoHalfRightProcessesDoNotMakeARightOne() throws Exception {
        check("uts", "process(cmd).ns.uts != host.ns.uts", new Timing.Now());
        check("ipc", "process(cmd).ns.ipc != host.ns.ipc", new Timing.Now());
        Attempt attempt = open();
        runs(Place.unshare("--uts " + cmd));
        runs(Place.unshare("--ipc " + cmd));
        assertEquals(5, attempt.check().points());
    }

    @Test
    void everIsRememberedAndSurvivesTheShell() throws Exception {
        check("ran", "process(cmd).exists", new Timing.Ever());
        Attempt attempt = open();
        assertFalse(attempt.check().passed());
        runs("exec " + cmd);
        assertTrue(attempt.check().passed());
        place.close();
        assertTrue(attempt.check().passed());
        AttemptRecord kept = attempt.record();
        assertTrue(Attempt.resume(EXPRESSIONS, exercise(), values(), place, kept)
                .check()
                .passed());
    }

    @Test
    void holdWantsAnUnbrokenRowOfLooks() throws Exception {
        check("held", "process(cmd).exists", new Timing.Hold(Duration.ofSeconds(2)));
        Attempt attempt = open();
        runs("exec " + cmd);
        Verdict first = attempt.check();
        assertFalse(first.passed());
        assertEquals(Optional.of(Duration.ofSeconds(2)), attempt.nextLook());
        nanos.addAndGet(Duration.ofMillis(1500).toNanos());
        Deviation waiting = ((Outcome.NotMet) attempt.check().results().get(0).outcome()).deviation();
        assertEquals("process('" + cmd + "').exists, for 2 s", waiting.wanted());
        assertEquals(List.of(new Deviation.Side("true for", "1.5 s so far")), waiting.sides());
        place.close();
        assertFalse(attempt.check().passed());
        assertEquals(Optional.empty(), attempt.nextLook());
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertFalse(attempt.check().passed(), "the row was broken");
    }

    @Test
    void holdIsMetAfterItsTime() throws Exception {
        check("held", "process(cmd).exists", new Timing.Hold(Duration.ofSeconds(2)));
        Attempt attempt = open();
        runs("exec " + cmd);
        attempt.check();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertTrue(attempt.check().passed());
    }

    @Test
    void goneAfterSeenWantsToHaveSeenItFirst() throws Exception {
        check("gone", "process(cmd).exists", new Timing.GoneAfterSeen());
        Attempt attempt = open();
        assertEquals("was never so until now", side(attempt.check()));
        runs("exec " + cmd);
        assertEquals("is still so", side(attempt.check()));
        place.close();
        assertTrue(attempt.check().passed());
    }

    @Test
    void whileWantsBothInOneLook() throws Exception {
        check("ran", "process(cmd).exists", new Timing.While("other"));
        check("other", "process('sleep 31').exists", new Timing.Ever());
        Attempt attempt = open();
        assertEquals(Outcome.NotMet.class, outcome(attempt.check()));
        runs("exec " + cmd);
        assertEquals("is so, but \"other\" is not at the same time", side(attempt.check()));
        place.run("exec sleep 31");
        Place.await(() -> attempt.check().passed());
        place.close();
        assertTrue(attempt.check().passed());
        assertTrue(Attempt.resume(EXPRESSIONS, exercise(), values(), place, attempt.record())
                .check()
                .passed());
    }

    @Test
    void beforeWantsToSeeTheOneWithoutTheOtherFirst() throws Exception {
        check("first", "process(cmd).exists", new Timing.Before("then"));
        check("then", "process('sleep 32').exists", new Timing.Ever());
        Attempt attempt = open();
        attempt.check();
        runs("exec " + cmd);
        assertEquals("was so; \"then\" was not so yet", side(attempt.check()));
        place.close();
        Attempt later = Attempt.resume(EXPRESSIONS, exercise(), values(), place, attempt.record());
        assertEquals("was so; \"then\" was not so yet", side(later.check()));
        place.run("exec sleep 32");
        Place.await(() -> later.check().passed());
        assertTrue(later.check().passed(), "the order stays as it was");
    }

    @Test
    void theWrongOrderIsADeadEndAndNoOrderIsNobodysFault() throws Exception {
        check("first", "process(cmd).exists", new Timing.Before("then"));
        check("then", "process('sleep 33').exists", new Timing.Ever());
        Attempt lost = open();
        Attempt tied = open();
        place.run("exec sleep 33");
        Place.await(() -> lost.check().result("then").orElseThrow().outcome().met());
        runs("exec " + cmd);
        assertTrue(side(lost.check()).contains("came after \"then\"; `reset`"));
        assertEquals(Outcome.CouldNotObserve.class, outcome(tied.check()));
        Attempt later = Attempt.resume(EXPRESSIONS, exercise(), values(), place, lost.record());
        assertTrue(side(later.check()).contains("came after"), "a new shell does not forget it");
    }

    private static Class<?> outcome(Verdict verdict) {
        return verdict.results().get(0).outcome().getClass();
    }

    private static String side(Verdict verdict) {
        Outcome.NotMet refused =
                assertInstanceOf(Outcome.NotMet.class, verdict.results().get(0).outcome());
        return refused.deviation().sides().get(0).value();
    }

    @Test
    void theHintOfAMisconceptionComesFirstAndElseTheLadder() throws Exception {
        check("own", "process(cmd).ns.uts != host.ns.uts", new Timing.Now());
        hints.add(new Hint("rung1", Optional.empty(), List.of()));
        hints.add(new Hint("same", Optional.of("process(cmd).ns.uts == host.ns.uts"), List.of()));
        hints.add(new Hint("rung2", Optional.empty(), List.of()));
        Attempt attempt = open();
        assertEquals("rung1", attempt.hint().orElseThrow().id());
        runs("exec " + cmd);
        assertEquals("same", attempt.check().misconception().orElseThrow().id());
        assertEquals("same", attempt.hint().orElseThrow().id());
        place.close();
        assertEquals("rung2", attempt.hint().orElseThrow().id());
        assertEquals("rung2", attempt.hint().orElseThrow().id());
        assertEquals(2, attempt.record().hintsTaken());
    }
}
