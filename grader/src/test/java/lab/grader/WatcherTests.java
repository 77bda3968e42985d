package lab.grader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lab.exercises.CheckSpec;
import lab.exercises.Exercise;
import lab.exercises.Parameters;
import lab.exercises.Timing;
import lab.exercises.Values;
import lab.grader.expression.Expressions;
import lab.lessons.Phrase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests for {@link Watcher}, on processes of this kernel. */
@Tag("kernel")
final class WatcherTests {
    private final Place place = new Place();
    private final BlockingQueue<Verdict> told = new LinkedBlockingQueue<>();
    private final String cmd = "sleep " + (300_000 + ProcessHandle.current().pid());

    @AfterEach
    void leave() {
        place.close();
    }

    private Attempt attempt(String expression, Timing timing) {
        Exercise exercise = new Exercise(
                "watched",
                "views",
                1,
                Phrase.of("Watched"),
                List.of(),
                new Parameters(List.of()),
                List.of(),
                List.of(new CheckSpec("one", Phrase.of("one"), expression, timing, 1)),
                List.of(),
                List.of(),
                List.of());
        return Attempt.open(new Expressions(), exercise, new Values(Map.of()), place);
    }

    @Test
    void aNewProcessAndItsEndAreTold() throws Exception {
        Attempt attempt = attempt("process('" + cmd + "').exists", new Timing.Now());
        try (Watcher watcher = Watcher.start(attempt, place, told::add)) {
            assertFalse(watcher.checkNow().passed());
            Process process = place.run("exec " + cmd);
            Verdict there = told.poll(5, TimeUnit.SECONDS);
            assertNotNull(there);
            assertTrue(there.passed());
            process.destroyForcibly();
            Verdict gone = told.poll(5, TimeUnit.SECONDS);
            assertNotNull(gone);
            assertFalse(gone.passed());
        }
    }

    @Test
    void aMountInAnotherNamespaceIsAnnounced() throws Exception {
        Attempt attempt = attempt("process('" + cmd + "').mount('/mnt').fstype == 'tmpfs'", new Timing.Now());
        place.run(Place.unshare(
                "--mount --propagation private sh -c 'sleep 1; mount -t tmpfs t /mnt; exec " + cmd + "'"));
        try (Watcher watcher = Watcher.start(attempt, place, told::add)) {
            assertFalse(watcher.checkNow().passed());
            Verdict there = told.poll(5, TimeUnit.SECONDS);
            assertNotNull(there);
            assertTrue(there.passed());
        }
    }

    @Test
    void aHoldIsToldWhenItsTimeHasRun() throws Exception {
        Attempt attempt = attempt("process('" + cmd + "').exists", new Timing.Hold(Duration.ofMillis(300)));
        place.run("exec " + cmd);
        Place.await(() -> attempt.nextLook().isPresent() || attempt.check().passed());
        try (Watcher watcher = Watcher.start(attempt, place, told::add)) {
            assertFalse(watcher.checkNow().passed());
            Verdict held = told.poll(5, TimeUnit.SECONDS);
            assertNotNull(held);
            assertTrue(held.passed());
        }
    }

    @Test
    void whatWasCheckedByHandIsNotToldAgainAndClosingEndsTheThread() throws Exception {
        Attempt attempt = attempt("process('" + cmd + "').exists", new Timing.Now());
        Watcher watcher = Watcher.start(attempt, place, told::add);
        watcher.checkNow();
        place.run("exec " + cmd);
        Place.await(() -> watcher.checkNow().passed());
        told.clear();
        assertNull(told.poll(700, TimeUnit.MILLISECONDS));
        watcher.close();
        assertEquals(
                0,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("lab-watcher"))
                        .count());
    }

    @Test
    void waitingCostsNextToNothing() throws Exception {
        Attempt attempt = attempt("process('" + cmd + "').exists", new Timing.Now());
        try (Watcher watcher = Watcher.start(attempt, place, told::add)) {
            watcher.checkNow();
            Thread.sleep(500);
            long id = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("lab-watcher"))
                    .findFirst()
                    .orElseThrow()
                    .getId();
            long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(id);
            Thread.sleep(2000);
            long used = ManagementFactory.getThreadMXBean().getThreadCpuTime(id) - before;
            // Some 20 ms where the classes are warm; a busy loop would use all of the 2 s.
            assertTrue(used < TimeUnit.MILLISECONDS.toNanos(150), "used " + used / 1_000_000.0 + " ms of CPU in 2 s");
        }
    }
}
