package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Many containers, at once and one after the other: none is lost, nothing grows, nothing remains. {@code -Dlab.load.many} and
 * {@code -Dlab.load.row} make it smaller.
 */
@Tag("load")
@Isolated("measures its own memory and descriptors")
final class LoadTests {

    private static final int MANY = Integer.getInteger("lab.load.many", 200);
    private static final int ROW = Integer.getInteger("lab.load.row", 1000);
    private static final int THREADS = 16;
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    private Path dir;

    private TestLab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new TestLab(dir);
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    /** Does the same for many, on some threads, and waits for all. */
    private static void forMany(Work work) throws Exception {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var all = new ArrayList<Future<?>>();
            IntStream.range(0, MANY)
                    .forEach(i -> all.add(threads.submit((Callable<Void>) () -> {
                        work.run("box" + i);
                        return null;
                    })));
            for (var one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private interface Work {
        void run(String name) throws IOException;
    }

    @Test
    void manyAtOnceAreStartedJoinedAndStopped() throws Exception {
        var containers = lab.containers();
        forMany(name -> containers
                .start(
                        ContainerSpec.of("base")
                                .name(name)
                                .init(true)
                                .command("sleep", "1000")
                                .build(),
                        null)
                .close());
        assertEquals(
                MANY,
                containers.list().stream().filter(ContainerStatus::running).count());
        forMany(name -> assertEquals(
                name, lab.joined(name, "cat /proc/1/comm >/dev/null; echo " + name), "what is printed inside"));
        forMany(name -> containers.stop(name));
        for (var container : containers.list()) {
            assertEquals(State.EXITED, container.state(), container.name());
            assertEquals(128 + 15, container.exitCode().getAsInt(), container.name());
        }
        forMany(name -> containers.remove(name, false));
        assertEquals(List.of(), containers.list());
    }

    @Test
    void oneAfterTheOtherNothingGrows() throws IOException {
        var warm = ROW / 5;
        row(warm);
        var before = Footprint.now();
        row(ROW - warm);
        var after = Footprint.now();
        assertEquals(before.descriptors, after.descriptors, "open descriptors");
        assertTrue(after.threads <= before.threads, before + " became " + after);
        assertTrue(after.heap - before.heap < 4 * MEGABYTE, before + " became " + after);
        assertTrue(after.resident - before.resident < 24 * MEGABYTE, before + " became " + after);
        assertEquals(List.of(), lab.containers().list());
    }

    private void row(int count) throws IOException {
        for (var i = 0; i < count; i++) {
            var spec = ContainerSpec.of("base").command("true").build();
            try (var running = lab.containers().start(spec, null)) {
                assertEquals(0, running.await());
                lab.containers().remove(running.id(), true);
            }
        }
    }

    /** What this JVM uses. */
    private record Footprint(long descriptors, int threads, long heap, long resident) {

        static Footprint now() throws IOException {
            // What finalizers and cleaners hold is no leak.
            for (var i = 0; i < 3; i++) {
                System.gc();
            }
            var runtime = Runtime.getRuntime();
            var status = TestLab.status((int) ProcessHandle.current().pid());
            try (var fds = Files.list(Path.of("/proc/self/fd"))) {
                return new Footprint(
                        fds.count(),
                        Integer.parseInt(status.getOrDefault("Threads", "0")),
                        runtime.totalMemory() - runtime.freeMemory(),
                        Long.parseLong(status.getOrDefault("VmRSS", "0").split(" ")[0]) * 1024);
            }
        }
    }
}
