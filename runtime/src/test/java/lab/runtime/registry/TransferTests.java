package lab.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lab.runtime.image.Descriptor;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageName;
import lab.runtime.image.Index;
import lab.runtime.image.MediaType;
import lab.runtime.image.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers that break, wait, go on, and are ended. */
final class TransferTests {

    private static final byte[] LAYER = new byte[300_000];

    static {
        new Random(7).nextBytes(LAYER);
    }

    @TempDir
    private Path dir;

    private TestStore here;
    private FakeRegistry registry;
    private Access access;

    @BeforeEach
    void start() throws IOException {
        here = new TestStore(dir.resolve("here"));
        registry = new FakeRegistry().offer(LAYER);
        access = TestStore.access(dir);
    }

    @AfterEach
    void end() {
        registry.close();
    }

    private Steps pull() throws IOException {
        var steps = new Steps();
        new Pull(here.store(), access, steps).run(ImageName.parse(registry.name() + "/box:1"), Optional.empty());
        return steps;
    }

    private void assertPulled() throws IOException {
        assertTrue(here.store().resolve(registry.name() + "/box:1").isPresent());
        assertEquals(List.of(), here.damaged());
        assertEquals(List.of(), leftovers());
    }

    /** What lies beside the blobs. */
    private List<String> leftovers() throws IOException {
        try (var files = Files.list(here.store().layout().resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static int from(HttpExchange exchange) {
        var range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
    }

    /** Sends so many bytes from where it was asked to, and hangs up. */
    private static void some(HttpExchange exchange, int from, int count) throws IOException {
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (LAYER.length - 1) + "/" + LAYER.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, LAYER.length - from);
        exchange.getResponseBody().write(LAYER, from, Math.min(count, LAYER.length - from));
        exchange.getResponseBody().flush();
        exchange.close();
    }

    @Test
    void whatBreaksOffGoesOnWhereItWas() throws IOException {
        registry.on(FakeRegistry.blobPath(LAYER), exchange -> some(exchange, from(exchange), 70_000));
        var steps = pull();
        assertPulled();
        assertTrue(steps.count(Progress.Step.RETRYING) >= 4, "it broke off four times");
        assertTrue(registry.count("GET " + FakeRegistry.blobPath(LAYER)) <= 6);
    }

    @Test
    void whatAnEarlierPullLeftIsNotFetchedAgain() throws IOException {
        var broken = new AtomicInteger();
        registry.on(FakeRegistry.blobPath(LAYER), exchange -> {
            if (broken.getAndIncrement() == 0) {
                some(exchange, 0, 100_000);
            } else {
                FakeRegistry.status(exchange, 404);
            }
        });
        assertThrows(IOException.class, this::pull);
        assertEquals(1, leftovers().size());
        var asked = new AtomicInteger(-1);
        registry.on(FakeRegistry.blobPath(LAYER), exchange -> {
            asked.set(from(exchange));
            some(exchange, from(exchange), LAYER.length);
        });
        pull();
        assertTrue(asked.get() > 0 && asked.get() <= 100_000, "it went on at " + asked.get());
        assertPulled();
    }

    @Test
    void aRegistryThatCannotGoOnInTheMiddleSendsAllOfIt() throws IOException {
        var requests = new AtomicInteger();
        registry.on(FakeRegistry.blobPath(LAYER), exchange -> {
            if (requests.getAndIncrement() == 0) {
                some(exchange, 0, 100_000);
            } else {
                FakeRegistry.answer(exchange, 200, "application/octet-stream", LAYER);
            }
        });
        pull();
        assertPulled();
    }

    @Test
    void whatAnEarlierPullLeftAndIsDamagedIsFetchedAgain() throws IOException {
        here.image("local:1", 10);
        try (var writer = here.store().writer();
                var part = writer.resume(Descriptor.of(MediaType.LAYER, LAYER))) {
            part.write(new byte[1000]);
        }
        assertEquals(1, leftovers().size());
        registry.on(FakeRegistry.blobPath(LAYER), exchange -> some(exchange, from(exchange), LAYER.length));
        pull();
        assertPulled();
    }

    @Test
    void aBusyRegistryIsAskedAgain() throws IOException {
        var manifest = registry.handler("/v2/box/manifests/1");
        var blob = registry.handler(FakeRegistry.blobPath(LAYER));
        var refused = new AtomicInteger();
        registry.on("/v2/box/manifests/1", exchange -> {
            if (refused.getAndIncrement() < 2) {
                FakeRegistry.status(exchange, 429, "Retry-After", "999999");
            } else {
                manifest.handle(exchange);
            }
        });
        var failed = new AtomicInteger();
        registry.on(FakeRegistry.blobPath(LAYER), exchange -> {
            if (failed.getAndIncrement() < 3) {
                FakeRegistry.status(exchange, 503);
            } else {
                blob.handle(exchange);
            }
        });
        pull();
        assertPulled();
    }

    @Test
    void aRegistryThatStaysBusyIsLeft() {
        registry.on("/v2/box/manifests/1", exchange -> FakeRegistry.status(exchange, 503));
        var error = assertThrows(RegistryException.class, this::pull);
        assertEquals(503, error.status());
        assertEquals(4, registry.count("GET /v2/box/manifests/1"));
    }

    @Test
    void whatIsInterruptedEndsAndLeavesTheStoreWhole() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        registry.on(FakeRegistry.blobPath(LAYER), exchange -> {
            exchange.sendResponseHeaders(200, LAYER.length);
            exchange.getResponseBody().write(LAYER, 0, 1000);
            exchange.getResponseBody().flush();
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var outcome = new AtomicReference<Throwable>();
        var puller = new Thread(() -> {
            try {
                pull();
            } catch (IOException e) {
                outcome.set(e);
            }
        });
        puller.start();
        begun.await();
        puller.interrupt();
        puller.join(3000);
        end.countDown();
        assertFalse(puller.isAlive());
        assertTrue(outcome.get() instanceof InterruptedIOException, String.valueOf(outcome.get()));
        assertTrue(here.store().resolve(registry.name() + "/box:1").isEmpty());
        assertEquals(List.of(), here.damaged());
    }

    @Test
    void theImageForThePlatformIsChosen() throws IOException {
        var manifest = registry.manifest();
        var other = new Descriptor(
                MediaType.MANIFEST, Digest.of(LAYER), 1, Map.of(), Optional.of(new Platform("plan9", "mips", "")));
        var mine = new Descriptor(
                MediaType.MANIFEST, Digest.of(manifest), manifest.length, Map.of(), Optional.of(Platform.current()));
        registry.on("/v2/box/manifests/" + Digest.of(manifest), MediaType.MANIFEST, manifest);
        var index = Index.of(List.of(other, mine)).bytes();
        registry.on("/v2/box/manifests/1", MediaType.INDEX, index);
        var pulled = new Pull(here.store(), access, new Steps())
                .run(ImageName.parse(registry.name() + "/box:1"), Optional.empty());
        assertEquals(Digest.of(index), pulled.digest());
        assertEquals(
                Digest.of(manifest),
                here.store().resolve(registry.name() + "/box:1").orElseThrow().digest());
        var error = assertThrows(
                RegistryException.class,
                () -> new Pull(here.store(), access, new Steps())
                        .run(ImageName.parse(registry.name() + "/box:1"), Optional.of(Platform.parse("linux/s390x"))));
        assertTrue(error.getMessage().contains("plan9/mips"), error.getMessage());
    }

    @Test
    void aMirrorIsAskedFirstAndPassedByIfItFails() throws IOException {
        var name = ImageName.parse("docker.io/box/box:1");
        try (var dead = new FakeRegistry();
                var mirror = new FakeRegistry()) {
            dead.on("/v2/box/box/manifests/1", exchange -> FakeRegistry.status(exchange, 404));
            mirror.on("/v2/box/box/manifests/1", registry.handler("/v2/box/manifests/1"));
            for (var path : registry.blobs()) {
                mirror.on(path.replace("/v2/box/", "/v2/box/box/"), registry.handler(path));
            }
            var mirrored = TestStore.access(
                    dir,
                    new RegistryConfig(
                            List.of("http://" + dead.name(), "http://" + mirror.name()), Set.of(), Map.of()));
            new Pull(here.store(), mirrored, new Steps()).run(name, Optional.empty());
            assertTrue(here.store().resolve("box/box:1").isPresent());
            assertEquals(1, dead.asked().size());
        }
    }

    @Test
    void anUploadThatBreaksGoesOnWhereTheRegistryIs() throws IOException {
        here.image(registry.name() + "/up:1", 200_000);
        var begun = new AtomicInteger();
        var patches = new AtomicInteger();
        registry.on("/v2/up/blobs/uploads/", exchange -> {
            var place = "/upload/" + begun.incrementAndGet();
            var received = new ByteArrayOutputStream();
            registry.on(place, upload -> receive(upload, place, received, patches));
            FakeRegistry.status(exchange, 202, "Location", place + "?state=a");
        });
        registry.on("/v2/up/manifests/1", exchange -> FakeRegistry.status(exchange, 201));
        new Push(here.store(), access, new Steps(), 64 << 10).run(ImageName.parse(registry.name() + "/up:1"));
        assertTrue(patches.get() >= 4, "in " + patches.get() + " chunks");
        assertEquals(1, registry.count("PUT /v2/up/manifests/1"));
    }

    /** Takes chunks; of the second one only a part, with an error. */
    private static void receive(
            HttpExchange exchange, String place, ByteArrayOutputStream received, AtomicInteger patches)
            throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        switch (exchange.getRequestMethod()) {
            case "GET" ->
                FakeRegistry.status(
                        exchange, 204, "Location", place + "?state=b", "Range", "0-" + (received.size() - 1));
            case "PATCH" -> {
                var second = patches.incrementAndGet() == 2;
                received.write(body, 0, second ? 1000 : body.length);
                FakeRegistry.status(exchange, second ? 503 : 202, "Location", place + "?state=c");
            }
            default -> {
                received.write(body);
                var digest = Reply.parameter(exchange, "digest");
                var right = Digest.of(received.toByteArray()).toString().equals(digest);
                FakeRegistry.status(exchange, right ? 201 : 400);
            }
        }
    }

    @Test
    void aSecondPullOfTheSameTagFetchesTheManifestAlone() throws IOException {
        pull();
        var before = registry.asked().size();
        var again = new Pull(here.store(), access, new Steps())
                .run(ImageName.parse(registry.name() + "/box:1"), Optional.empty());
        assertFalse(again.newer());
        assertEquals(
                List.of("GET /v2/", "GET /v2/box/manifests/1"),
                registry.asked().subList(before, registry.asked().size()));
        assertTrue(Arrays.equals(LAYER, Files.readAllBytes(here.store().blobs().file(Digest.of(LAYER)))));
    }
}
