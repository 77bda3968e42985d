package lab.shell.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Load on servers of the test's own. */
final class GeneratorTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Target.Addresses NO_CONTAINERS = new Target.Addresses() {
        @Override
        public @Nullable InetAddress of(String container) {
            return null;
        }

        @Override
        public Path socket(String container, String path) throws IOException {
            throw new IOException("no container is called " + container);
        }

        @Override
        public boolean contains(InetAddress address) {
            return false;
        }
    };

    private static LoadResult load(String url, double rate, int connections) throws IOException {
        return load(url, rate, connections, SECOND);
    }

    /** Ten requests in a moment; of a machine that stands still meanwhile, some may never be sent. */
    private static LoadResult ten(String url) throws IOException {
        return load(url, 50, 2, Duration.ofMillis(200));
    }

    /** The kinds of errors but for what was never sent. */
    private static Set<String> kinds(LoadResult result) {
        var kinds = new TreeSet<>(result.errors().keySet());
        kinds.remove("unsent");
        return kinds;
    }

    private static LoadResult load(String url, double rate, int connections, Duration duration) throws IOException {
        var plan = new LoadPlan(rate, connections, Duration.ZERO, duration, SECOND);
        return new Generator(Target.parse(url, NO_CONTAINERS), plan).run();
    }

    @Test
    void aRateThatIsServedIsKept() throws IOException {
        try (var server = new Server(8, 0, Server.ok("hello"))) {
            var result = load(server.url(), 100, 4);
            assertEquals(100, result.answered() + result.failed());
            assertTrue(result.answered() > 50, () -> "answered " + result.answered());
        }
    }

    @Test
    void aLatencyCountsFromWhenTheRequestWasDue() throws IOException {
        // One request at a time, 20 ms each: 50 a second where 100 are due. Who is asked for the last one has waited
        // half a second.
        try (var server = new Server(1, 20, Server.ok("slow"))) {
            var open = load(server.url(), 100, 2);
            assertTrue(open.latency(90) > 200, () -> "p90 of an open loop is " + open.latency(90));
            assertTrue(open.errors().get("unsent") > 20, () -> "errors " + open.errors());
            var closed = load(server.url(), 0, 1);
            assertTrue(
                    closed.latency(50) < open.latency(50) / 3, () -> closed.latency(50) + " and " + open.latency(50));
        }
    }

    @Test
    void aServiceThatIsAskedForTooMuchDoesNotBeginAnewAfterTheWarmUp() throws IOException {
        try (var server = new Server(1, 20, Server.ok("slow"))) {
            var half = Duration.ofMillis(500);
            var plan = new LoadPlan(400, 2, half, half, SECOND);
            var result = new Generator(Target.parse(server.url(), NO_CONTAINERS), plan).run();
            assertTrue(result.answered() > 5, () -> "answered " + result.answered());
            assertTrue(result.latency(50) > 300, () -> "the median is " + result.latency(50));
            assertTrue(result.errors().get("unsent") > 250, () -> "errors " + result.errors());
        }
    }

    @Test
    void aClosedLoopFindsTheCapacity() throws IOException {
        try (var server = new Server(2, 20, Server.ok("slow"))) {
            var one = load(server.url(), 0, 1).throughput();
            var four = load(server.url(), 0, 4).throughput();
            assertTrue(one > 5 && one <= 51, () -> "one at a time: " + one);
            assertTrue(four > 1.2 * one && four <= 102, () -> "two places serve " + four + ", one " + one);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3;x=y\r\nyou\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\n\r\nuntil the end",
                "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"
            })
    void answersEndWhereTheirHeadersSay(String answer) throws IOException {
        try (var server = new Server(4, 0, answer)) {
            var result = ten(server.url());
            assertEquals(Set.of(), kinds(result));
            assertTrue(result.answered() > 0, "nothing was answered");
        }
    }

    @Test
    void errorsAreCountedByKind() throws IOException {
        String gone;
        try (var server = new Server(4, 0, "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")) {
            assertEquals(Set.of("http 503"), kinds(ten(server.url())));
            gone = server.url();
        }
        assertEquals(Set.of("refused"), kinds(ten(gone)));
        try (var server = new Server(4, 0, "no HTTP at all\nContent-Length\n")) {
            assertEquals(Set.of("malformed"), kinds(ten(server.url())));
        }
        try (var server = new Server(4, 0, "HTTP/1.1 200 OK\r\nServer: half\r\n")) {
            assertEquals(Set.of("closed"), kinds(ten(server.url())));
        }
        try (var server = new Server(9, 2500, Server.ok("late"))) {
            assertEquals(Set.of("timeout"), kinds(load(server.url(), 20, 4, Duration.ofMillis(200))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1/", "http://example.com/", "http://[2001:db8::1]/", "http://8.8.8.8:80/"})
    void loadIsPutOnNobodyElse(String url) {
        var e = assertThrows(IOException.class, () -> Target.parse(url, NO_CONTAINERS));
        assertTrue(String.valueOf(e.getMessage()).contains("this machine"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1/", "127.0.0.1", "http://", "http://a b/", "ftp://localhost/"})
    void whatIsNoUrlIsRefused(String url) {
        assertThrows(IllegalArgumentException.class, () -> Target.parse(url, NO_CONTAINERS));
    }

    @Test
    void everythingIsBounded() {
        var minute = Duration.ofMinutes(1);
        assertThrows(IllegalArgumentException.class, () -> new LoadPlan(1e9, 1, minute, minute, minute));
        assertThrows(IllegalArgumentException.class, () -> new LoadPlan(Double.NaN, 1, minute, minute, minute));
        assertThrows(IllegalArgumentException.class, () -> new LoadPlan(1, 1000, minute, minute, minute));
        assertThrows(IllegalArgumentException.class, () -> new LoadPlan(1, 1, minute, Duration.ofDays(1), minute));
    }

    @Test
    void oneThatIsStoppedTellsWhatItMeasured() throws IOException {
        try (var server = new Server(4, 0, Server.ok("hello"))) {
            var plan = new LoadPlan(50, 2, Duration.ZERO, Duration.ofMinutes(5), SECOND);
            var generator = new Generator(Target.parse(server.url(), NO_CONTAINERS), plan);
            var thread = new Thread(() -> {
                while (generator.progress() < 0.001) {
                    Thread.onSpinWait();
                }
                generator.stop();
            });
            thread.setDaemon(true);
            thread.start();
            var result = generator.run();
            assertEquals(Map.of(), result.errors());
            assertTrue(result.answered() < 200, () -> "answered " + result.answered());
        }
    }
}
