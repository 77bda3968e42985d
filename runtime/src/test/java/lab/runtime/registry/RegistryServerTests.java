package lab.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store as a registry, asked by our own client and by hand. */
final class RegistryServerTests {

    @TempDir
    private Path dir;

    private TestStore there;
    private TestStore here;
    private RegistryServer server;

    @BeforeEach
    void serve() throws IOException {
        there = new TestStore(dir.resolve("there"));
        here = new TestStore(dir.resolve("here"));
        server = RegistryServer.start(there.store(), 0, false, line -> {});
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private Pull.Pulled pull(String name, Steps steps) throws IOException {
        return new Pull(here.store(), TestStore.access(dir), steps).run(ImageName.parse(name), Optional.empty());
    }

    private void push(String name, Steps steps) throws IOException {
        new Push(here.store(), TestStore.access(dir), steps).run(ImageName.parse(name));
    }

    private String at(String name) {
        return server.name() + "/" + name;
    }

    @Test
    void whatIsPushedIsPulledWithTheSameDigest() throws IOException {
        var image = here.image(at("lab/box:1"), 10_000, 0, 70_000);
        var steps = new Steps();
        push(at("lab/box:1"), steps);
        assertEquals(3, steps.count(Progress.Step.PUSHED));
        assertEquals(List.of(), there.damaged());
        assertEquals(
                image.digest(), there.store().resolve("lab/box:1").orElseThrow().digest());

        var other = new TestStore(dir.resolve("other"));
        var pulled = new Pull(other.store(), TestStore.access(dir), new Steps())
                .run(ImageName.parse(at("lab/box:1")), Optional.empty());
        assertEquals(image.digest(), pulled.digest());
        assertTrue(pulled.newer());
        assertEquals(List.of(), other.damaged());
        assertEquals(
                image.digest(),
                other.store().resolve(at("lab/box:1")).orElseThrow().digest());
    }

    @Test
    void whatIsThereIsNotSentTwice() throws IOException {
        here.image(at("box:1"), 10_000);
        push(at("box:1"), new Steps());
        var again = new Steps();
        push(at("box:1"), again);
        assertEquals(1, again.count(Progress.Step.EXISTS));
        assertEquals(0, again.count(Progress.Step.PUSHED));
        var pulled = new Steps();
        assertFalse(pull(at("box:1"), pulled).newer());
        assertEquals(1, pulled.count(Progress.Step.EXISTS));
    }

    @Test
    void theImageOfThisHostIsOfferedUnderItsName() throws IOException {
        var pulled = pull(at("base"), new Steps());
        assertEquals(there.store().get("base").digest(), pulled.digest());
        assertEquals(
                pulled.digest(), here.store().resolve(at("base")).orElseThrow().digest());
    }

    @Test
    void namesAndTagsAreListedInPages() throws Exception {
        there.image("box:1", 10);
        there.image("box:2", 20);
        there.image("quay.io/a/b:3", 30);
        there.image("127.0.0.1:7/hidden:1", 40);
        assertEquals(
                "{\"repositories\":[\"box\",\"quay.io/a/b\"]}",
                get("/v2/_catalog").body());
        assertEquals(
                "{\"name\":\"box\",\"tags\":[\"1\",\"2\"]}",
                get("/v2/box/tags/list").body());
        var page = get("/v2/box/tags/list?n=1");
        assertEquals("{\"name\":\"box\",\"tags\":[\"1\"]}", page.body());
        assertEquals(
                "</v2/box/tags/list?n=1&last=1>; rel=\"next\"",
                page.headers().firstValue("Link").orElseThrow());
        assertEquals(
                "{\"name\":\"box\",\"tags\":[\"2\"]}",
                get("/v2/box/tags/list?n=1&last=1").body());
        assertEquals(404, get("/v2/none/tags/list").statusCode());
    }

    @Test
    void aBlobIsHandedOutFromAnyByteOn() throws Exception {
        var image = there.image("box:1", 1000);
        var all = get("/v2/box/blobs/" + image.digest());
        assertEquals(200, all.statusCode());
        var part = send(request("/v2/box/blobs/" + image.digest()).header("Range", "bytes=5-9"));
        assertEquals(206, part.statusCode());
        assertEquals(all.body().substring(5, 10), part.body());
        assertEquals(
                "bytes 5-9/" + image.size(),
                part.headers().firstValue("Content-Range").orElseThrow());
        assertEquals(
                416,
                send(request("/v2/box/blobs/" + image.digest()).header("Range", "bytes=999999-"))
                        .statusCode());
    }

    @Test
    void anUploadInChunksGoesOnWhereItStopped() throws Exception {
        var digest = Digest.of(TestStore.utf8("hello world"));
        var begun = send(request("/v2/box/blobs/uploads/").POST(BodyPublishers.noBody()));
        assertEquals(202, begun.statusCode());
        var place = begun.headers().firstValue("Location").orElseThrow();
        var first =
                send(request(place).header("Content-Range", "0-4").method("PATCH", BodyPublishers.ofString("hello")));
        assertEquals(202, first.statusCode());
        assertEquals("0-4", first.headers().firstValue("Range").orElseThrow());
        var outOfTurn =
                send(request(place).header("Content-Range", "7-8").method("PATCH", BodyPublishers.ofString("xx")));
        assertEquals(416, outOfTurn.statusCode());
        assertEquals("0-4", get(place).headers().firstValue("Range").orElseThrow());
        var end = send(request(place + "?digest=" + digest).PUT(BodyPublishers.ofString(" world")));
        assertEquals(201, end.statusCode());
        assertEquals("hello world", get("/v2/box/blobs/" + digest).body());
        assertEquals(404, get(place).statusCode());
    }

    @Test
    void anUploadWithAnotherDigestLeavesNothing() throws Exception {
        there.image("box:1", 10);
        var before = there.content();
        var wrong = Digest.of(TestStore.utf8("something else"));
        var answer = send(request("/v2/box/blobs/uploads/?digest=" + wrong).POST(BodyPublishers.ofString("hello")));
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("DIGEST_INVALID"), answer.body());
        assertEquals(before, there.content());
    }

    @Test
    void whatWasBegunAndNotEndedGoesWithTheServer() throws Exception {
        there.image("box:1", 10);
        var before = there.content();
        var begun = send(request("/v2/box/blobs/uploads/").POST(BodyPublishers.noBody()));
        send(request(begun.headers().firstValue("Location").orElseThrow())
                .method("PATCH", BodyPublishers.ofString("half")));
        server.close();
        assertEquals(before, there.content());
    }

    @Test
    void onlyImagesThatAreWholeAreTaken() throws Exception {
        var image = there.image("box:1", 10);
        var before = there.content();
        var missing = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":"
                + "{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:" + "0".repeat(64)
                + "\",\"size\":2},\"layers\":[]}";
        assertEquals(404, put("new:1", missing).statusCode());
        assertEquals(400, put("new:1", "{}").statusCode());
        assertEquals(400, put("new:1", "nonsense").statusCode());
        assertEquals(
                400,
                put("new:1", missing.replace("image.config", "helm.config")).statusCode());
        assertEquals(413, put("new:1", " ".repeat((4 << 20) + 1)).statusCode());
        assertEquals(
                400,
                send(request("/v2/new/manifests/" + image.digest())
                                .header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                                .PUT(BodyPublishers.ofString(missing)))
                        .statusCode());
        assertEquals(before, there.content());
    }

    @Test
    void aPageInABrowserIsRefused() throws Exception {
        there.image("box:1", 10);
        var page = send(request("/v2/box/tags/list").header("Origin", "https://example.org"));
        assertEquals(403, page.statusCode());
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(TestStore.utf8(
                            "GET /v2/ HTTP/1.1\r\nHost: rebound.example.org\r\nConnection: close\r\n\r\n"));
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            assertEquals("HTTP/1.1 403", answer);
        }
    }

    @Test
    void aReadOnlyRegistryTakesNothing() throws IOException {
        try (var reader = RegistryServer.start(there.store(), 0, true, line -> {})) {
            here.image(reader.name() + "/box:1", 10);
            var refused = assertThrows(RegistryException.class, () -> push(reader.name() + "/box:1", new Steps()));
            assertTrue(refused.getMessage().contains("read-only"), refused.getMessage());
            assertEquals(List.of(), there.content());
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        var refused = assertThrows(
                RegistryException.class, () -> RegistryServer.start(there.store(), server.port(), false, line -> {}));
        assertTrue(refused.getMessage().contains("--port 0"), refused.getMessage());
    }

    @Test
    void nothingIsServedFromOutsideTheStore() throws Exception {
        for (var path : List.of(
                "/v2/box/blobs/sha256:..%2F..%2Findex.json",
                "/v2/box/blobs/sha256:" + "A".repeat(64),
                "/v2/../../etc/passwd",
                "/v2/box/manifests/sha256:00",
                "/etc/passwd",
                "/v2/box/blobs/md5:0123456789abcdef0123456789abcdef")) {
            var status = get(path).statusCode();
            assertTrue(status == 400 || status == 404, path + " " + status);
        }
        assertEquals(
                405,
                send(request("/v2/box/blobs/sha256:" + "0".repeat(64)).DELETE()).statusCode());
    }

    private HttpResponse<String> put(String name, String manifest) throws Exception {
        var parts = name.split(":");
        return send(request("/v2/" + parts[0] + "/manifests/" + parts[1])
                .header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                .PUT(BodyPublishers.ofString(manifest)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + server.name() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
