package lab.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.image.Descriptor;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageName;
import lab.runtime.image.Index;
import lab.runtime.image.Manifest;
import lab.runtime.image.MediaType;
import lab.runtime.image.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that lie, never end, or hand out what is not theirs: a clear error, and the store is as it was. */
final class HostileRegistryTests {

    private static final byte[] LAYER = TestStore.utf8("not really a tar, which nobody looks at here".repeat(100));

    @TempDir
    private Path dir;

    private TestStore here;
    private FakeRegistry registry;

    @BeforeEach
    void start() throws IOException {
        here = new TestStore(dir.resolve("here"));
        here.image("local:1", 10);
        registry = new FakeRegistry().offer(LAYER);
    }

    @AfterEach
    void end() {
        registry.close();
    }

    private void pull() throws IOException {
        new Pull(here.store(), TestStore.access(dir), new Steps())
                .run(ImageName.parse(registry.name() + "/box:1"), Optional.empty());
    }

    /** A pull fails for a reason that is named, and nothing of it is in the store. */
    private void refused(String reason) throws IOException {
        var before = here.content();
        var error = assertThrows(IOException.class, this::pull);
        assertTrue(error.getMessage().contains(reason), error.getMessage());
        assertEquals(before, here.content());
    }

    private void manifest(String json) {
        registry.on("/v2/box/manifests/1", MediaType.MANIFEST, TestStore.utf8(json));
    }

    private static String document(String digest) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + MediaType.MANIFEST + "\",\"config\":{\"mediaType\":\""
                + MediaType.CONFIG + "\",\"digest\":\"" + digest + "\",\"size\":2},\"layers\":[]}";
    }

    @Test
    void anHonestOneIsPulled() throws IOException {
        pull();
        assertTrue(here.store().resolve(registry.name() + "/box:1").isPresent());
        assertTrue(here.store().blobs().has(Digest.of(LAYER)));
    }

    @Test
    void otherBytesOfTheSameLength() throws IOException {
        var other = LAYER.clone();
        other[7]++;
        registry.on(FakeRegistry.blobPath(LAYER), "application/octet-stream", other);
        refused("digest mismatch");
    }

    @Test
    void moreBytesThanWereAnnounced() throws IOException {
        var more = new byte[LAYER.length + 1];
        System.arraycopy(LAYER, 0, more, 0, LAYER.length);
        registry.on(FakeRegistry.blobPath(LAYER), "application/octet-stream", more);
        refused("size mismatch");
    }

    @Test
    void aBlobWithoutAnEnd() throws IOException {
        registry.on(FakeRegistry.blobPath(LAYER), exchange -> {
            exchange.sendResponseHeaders(200, 0);
            endless(exchange.getResponseBody());
        });
        refused("size mismatch");
    }

    @Test
    void aManifestWithoutAnEnd() throws IOException {
        registry.on("/v2/box/manifests/1", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            endless(exchange.getResponseBody());
        });
        refused("more than " + Manifest.LIMIT);
    }

    /** At most 64 MiB, should nobody hang up. */
    private static void endless(OutputStream out) throws IOException {
        var block = new byte[1 << 16];
        for (var i = 0; i < 1024; i++) {
            out.write(block);
        }
    }

    @Test
    void aBlobThatAlwaysBreaksOff() throws IOException {
        registry.on(FakeRegistry.blobPath(LAYER), exchange -> {
            exchange.sendResponseHeaders(200, LAYER.length);
            exchange.close();
        });
        refused("broke");
        // The JDK's client asks once more by itself when a connection ends before the first byte.
        var requests = registry.count("GET " + FakeRegistry.blobPath(LAYER));
        assertTrue(requests >= 4 && requests <= 8, requests + " requests");
    }

    @Test
    void aManifestWithAnotherDigestThanItsHeaderSays() throws IOException {
        registry.on("/v2/box/manifests/1", exchange -> {
            exchange.getResponseHeaders().set("Docker-Content-Digest", "sha256:" + "0".repeat(64));
            FakeRegistry.answer(
                    exchange, 200, MediaType.MANIFEST, TestStore.utf8(document("sha256:" + "1".repeat(64))));
        });
        refused("digest mismatch");
    }

    @Test
    void aManifestWithAnotherDigestThanItWasAskedForBy() throws IOException {
        var asked = "sha256:" + "0".repeat(64);
        registry.on(
                "/v2/box/manifests/" + asked, MediaType.MANIFEST, TestStore.utf8(document("sha256:" + "1".repeat(64))));
        var before = here.content();
        var error = assertThrows(
                RegistryException.class,
                () -> new Pull(here.store(), TestStore.access(dir), new Steps())
                        .run(ImageName.parse(registry.name() + "/box@" + asked), Optional.empty()));
        assertTrue(error.getMessage().contains("digest mismatch"), error.getMessage());
        assertEquals(before, here.content());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256:../../../../etc/passwd",
                "sha256:ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD",
                "md5:0123456789abcdef0123456789abcdef",
                "../../index.json",
                "sha256:00",
                "",
            })
    void aDigestThatIsNone(String digest) throws IOException {
        manifest(document(digest));
        refused("digest");
        assertEquals(
                0,
                registry.asked().stream().filter(one -> one.contains("/blobs/")).count());
    }

    @Test
    void aManifestThatIsAListAsWell() throws IOException {
        var digest = "sha256:" + "1".repeat(64);
        manifest(document(digest).replace("\"layers\":[]", "\"layers\":[],\"manifests\":[]"));
        refused("index");
    }

    @Test
    void aManifestThatCallsItselfSomethingElse() throws IOException {
        registry.on(
                "/v2/box/manifests/1", MediaType.DOCKER_MANIFEST, TestStore.utf8(document("sha256:" + "1".repeat(64))));
        refused("says it is");
    }

    @Test
    void theFirstFormatOfDocker() throws IOException {
        registry.on(
                "/v2/box/manifests/1",
                "application/vnd.docker.distribution.manifest.v1+prettyjws",
                TestStore.utf8("{\"schemaVersion\":1,\"fsLayers\":[]}"));
        refused("first format");
    }

    @Test
    void tenThousandLayers() throws IOException {
        var layer =
                "{\"mediaType\":\"" + MediaType.LAYER + "\",\"digest\":\"sha256:" + "1".repeat(64) + "\",\"size\":1}";
        manifest(document("sha256:" + "1".repeat(64))
                .replace("\"layers\":[]", "\"layers\":[" + (layer + ",").repeat(9_999) + layer + "]"));
        refused("500");
    }

    @Test
    void aConfigurationThatWouldFillTheMemory() throws IOException {
        manifest(document("sha256:" + "1".repeat(64)).replace("\"size\":2", "\"size\":" + (1L << 40)));
        refused("configuration");
    }

    @Test
    void listsThatNeverComeToAnImage() throws IOException {
        var platform = Optional.of(Platform.current());
        byte[] list = Index.of(List.of(new Descriptor(MediaType.INDEX, Digest.of(LAYER), 1, Map.of(), platform)))
                .bytes();
        for (var depth = 0; depth < 6; depth++) {
            registry.on("/v2/box/manifests/" + Digest.of(list), MediaType.INDEX, list);
            list = Index.of(List.of(new Descriptor(MediaType.INDEX, Digest.of(list), list.length, Map.of(), platform)))
                    .bytes();
        }
        registry.on("/v2/box/manifests/1", MediaType.INDEX, list);
        refused("list of lists");
    }

    @Test
    void noLayerIsFetchedFromAnAddressInTheManifest() throws IOException {
        try (var elsewhere = new FakeRegistry()) {
            elsewhere.on("/layer", "application/octet-stream", LAYER);
            var config = TestStore.utf8("{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\","
                    + "\"diff_ids\":[\"" + Digest.of(LAYER) + "\"]}}");
            registry.blob(config);
            manifest("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"" + MediaType.CONFIG + "\",\"digest\":\""
                    + Digest.of(config) + "\",\"size\":" + config.length + "},\"layers\":[{\"mediaType\":\""
                    + MediaType.LAYER + "\",\"digest\":\"" + Digest.of(LAYER) + "\",\"size\":" + LAYER.length
                    + ",\"urls\":[\"http://" + elsewhere.name() + "/layer\"]}]}");
            registry.on(FakeRegistry.blobPath(LAYER), exchange -> FakeRegistry.status(exchange, 404));
            refused("is not in");
            assertEquals(List.of(), elsewhere.asked());
        }
    }

    @Test
    void anErrorWithoutAnEnd() throws IOException {
        registry.on("/v2/box/manifests/1", exchange -> {
            exchange.sendResponseHeaders(400, 0);
            endless(exchange.getResponseBody());
        });
        refused("more than");
    }

    @Test
    void anErrorWithEscapesForTheTerminal() throws IOException {
        registry.on(
                "/v2/box/manifests/1",
                exchange -> FakeRegistry.answer(
                        exchange,
                        400,
                        "application/json",
                        TestStore.utf8("{\"errors\":[{\"code\":\"X\",\"message\":\"\\u001b[2Jgone\\r\\n\"}]}")));
        var error = assertThrows(RegistryException.class, this::pull);
        assertTrue(error.getMessage().contains("?[2Jgone"), error.getMessage());
        assertTrue(error.getMessage().chars().noneMatch(Character::isISOControl), error.getMessage());
    }
}
