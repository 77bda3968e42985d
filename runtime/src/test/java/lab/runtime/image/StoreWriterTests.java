package lab.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import lab.runtime.image.ImageConfig.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to the store is there whole, checked and under its name, or not at all. */
final class StoreWriterTests {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    private Path dir;

    @Test
    void aBlobIsThereAfterItsCommitOnly() throws IOException {
        var store = new ImageStore(dir);
        try (var writer = store.writer();
                var blob = writer.blob()) {
            blob.write(HELLO);
            assertFalse(store.blobs().has(Digest.of(HELLO)));
            assertEquals(Digest.of(HELLO), blob.commit());
        }
        assertArrayEquals(HELLO, store.blobs().read(Digest.of(HELLO), 10));
        assertEquals(List.of(Digest.of(HELLO)), store.blobs().list());
    }

    @Test
    void whatWasNotExpectedDoesNotStay() throws IOException {
        var store = new ImageStore(dir);
        try (var writer = store.writer()) {
            var other = new Descriptor("text/plain", Digest.of(new byte[0]), HELLO.length);
            assertTrue(refused(writer, other).contains("digest mismatch"));
            var longer = new Descriptor("text/plain", Digest.of(HELLO), HELLO.length + 1);
            assertTrue(refused(writer, longer).contains("size mismatch"));
            var shorter = new Descriptor("text/plain", Digest.of(HELLO), HELLO.length - 1);
            assertTrue(refused(writer, shorter).contains("size mismatch"));
        }
        assertEquals(List.of(), store.blobs().list());
        try (var left = Files.list(dir.resolve("images/blobs"))) {
            assertEquals(1, left.count());
        }
    }

    private static String refused(StoreWriter writer, Descriptor expected) {
        return assertThrows(ImageException.class, () -> {
                    try (var blob = writer.blob(expected)) {
                        blob.write(HELLO);
                        blob.commit();
                    }
                })
                .getMessage();
    }

    @Test
    void aTransferGoesOnWhereItWasCutOff() throws IOException {
        var store = new ImageStore(dir);
        var expected = Descriptor.of("text/plain", HELLO);
        try (var writer = store.writer()) {
            try (var blob = writer.resume(expected)) {
                blob.write(HELLO, 0, 3);
            }
            try (var blob = writer.resume(expected);
                    var other = writer.resume(expected)) {
                assertEquals(3, blob.position());
                assertEquals(0, other.position(), "another that is at it at the same time begins anew");
                blob.write(HELLO, 3, 2);
                blob.commit();
            }
        }
        assertTrue(store.blobs().has(expected.digest()));
    }

    @Test
    void aNameThatMovesLeavesTheOldImageWithoutOne() throws IOException {
        var store = new ImageStore(dir);
        var first = image(store, "one");
        var second = image(store, "two");
        assertEquals(second, store.resolve("box:1").orElseThrow().digest());
        assertEquals(
                second, store.resolve("docker.io/library/box:1").orElseThrow().digest());
        assertEquals(
                List.of("", "docker.io/library/box:1"),
                store.list().stream().map(Image::name).sorted().toList());
        assertEquals(first, store.get(first.hex().substring(0, 12)).digest());
        assertEquals(first, store.get("box@" + first).digest());
        assertTrue(store.resolve("box:2").isEmpty());
    }

    private static Digest image(ImageStore store, String text) throws IOException {
        try (var writer = store.writer()) {
            var entries = new TreeMap<String, Entry>();
            entries.put("etc/text", new Entry.Text(text, 0644));
            var layer = writer.layer(out -> LayerTar.write(entries, out));
            var config = ImageConfig.scratch(NOW)
                    .withRun(RunConfig.EMPTY
                            .with()
                            .env("A", "1")
                            .env("A", "2")
                            .entrypoint(List.of("/bin/sh", "-c"))
                            .cmd(List.of("true"))
                            .expose("80/tcp")
                            .volume("/data")
                            .label("b", "2")
                            .label("a", "1")
                            .stopSignal("SIGQUIT")
                            .build())
                    .plusLayer(layer.diffId(), History.of(NOW, "COPY", false))
                    .plusStep(History.of(NOW, "ENV A=2", true));
            var image = writer.image(config, List.of(layer));
            writer.tag("box:1", image);
            assertEquals(config, store.get("box:1").config());
            return image.digest();
        }
    }

    @Test
    void imagesOfThisHostHaveNamesOfOneWord() throws IOException {
        assertEquals("base", HostNames.index("base:latest"));
        assertEquals("docker.io/library/base:1", HostNames.index("base:1"));
        assertEquals("docker.io/library/alpine:latest", HostNames.index("alpine"));
        assertEquals("alpine", HostNames.repository("docker.io/library/alpine:latest"));
        assertEquals("localhost:5000/a/b", HostNames.repository("localhost:5000/a/b:1"));
        assertEquals("latest", HostNames.tag("base").orElseThrow());
        assertEquals("1", HostNames.tag("localhost:5000/a/b:1").orElseThrow());
        assertThrows(ImageNameException.class, () -> HostNames.index("A"));
    }

    @Test
    void aDocumentThatIsTwoThingsAtOnceIsRefused() {
        var both =
                "{\"schemaVersion\":2,\"config\":{},\"layers\":[],\"manifests\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThrows(ImageException.class, () -> Manifest.parse(both, MediaType.MANIFEST));
        assertThrows(ImageException.class, () -> Index.parse(both, MediaType.INDEX));
        var other = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaType.INDEX + "\",\"config\":{}}")
                .getBytes(StandardCharsets.UTF_8);
        assertThrows(ImageException.class, () -> Manifest.parse(other, MediaType.MANIFEST));
        assertThrows(ImageException.class, () -> Manifest.parse(new byte[Manifest.LIMIT + 1], MediaType.MANIFEST));
    }
}
