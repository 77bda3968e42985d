package lab.runtime.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image store and the images made from this host. */
final class ImageStoreTests {

    private static final List<String> TOOLS =
            List.of("true", "sh", "sleep", "ls", "cat", "mount", "hostname", "ps", "id", "env", "echo", "kill");

    @TempDir
    private Path dir;

    @Test
    void theBaseImageHasTheToolsOfALesson() throws IOException {
        var image = new ImageStore(dir).open("base");
        var bin = image.layers().get(0).resolve("bin");
        for (var tool : TOOLS) {
            assertTrue(Files.exists(bin.resolve(tool), LinkOption.NOFOLLOW_LINKS), tool);
        }
        assertTrue(Files.readString(image.layers().get(0).resolve("etc/os-release"))
                .contains("ID=lab-base"));
        assertEquals("/", image.config().run().workdir());
        assertFalse(image.config().run().cmd().isEmpty());
    }

    @Test
    void theSameHostGivesTheSameDigest() throws IOException {
        var first = new ImageStore(dir.resolve("one")).open("base");
        var second = new ImageStore(dir.resolve("two")).open("base");
        assertEquals(first.digest(), second.digest());
    }

    @Test
    void itIsAnOciLayoutWhoseBlobsHaveTheirDigests() throws IOException {
        new ImageStore(dir).open("base");
        var images = dir.resolve("images");
        assertEquals("{\"imageLayoutVersion\":\"1.0.0\"}", Files.readString(images.resolve("oci-layout")));
        assertTrue(Files.readString(images.resolve("index.json")).contains("\"schemaVersion\":2"));
        try (var blobs = Files.list(images.resolve("blobs/sha256"))) {
            for (var blob : blobs.toList()) {
                assertEquals(
                        blob.getFileName().toString(),
                        Digest.of(Files.readAllBytes(blob)).hex());
            }
        }
        try (var left = Files.list(images.resolve("blobs"))) {
            assertEquals(
                    List.of("sha256"), left.map(p -> p.getFileName().toString()).toList());
        }
    }

    @Test
    void manyMayAskAtOnce() throws Exception {
        var pool = Executors.newFixedThreadPool(4);
        try {
            Callable<Digest> open = () -> new ImageStore(dir).open("base").digest();
            var digests = pool.invokeAll(List.of(open, open, open, open));
            for (var digest : digests) {
                assertEquals(digests.get(0).get(), digest.get());
            }
        } finally {
            pool.shutdownNow();
        }
        try (var layers = Files.list(dir.resolve("layers"))) {
            assertEquals(1, layers.count());
        }
    }

    @Test
    void aDamagedBlobIsNoticed() throws IOException {
        var image = new ImageStore(dir).open("base");
        var manifest = dir.resolve("images/blobs/sha256").resolve(image.digest().hex());
        Files.setPosixFilePermissions(manifest, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(manifest, Files.readString(manifest).replace("schemaVersion", "schemaversion"));
        var error = assertThrows(ImageException.class, () -> new ImageStore(dir).open("base"));
        assertTrue(error.getMessage().contains(image.digest().toString()), error.getMessage());
    }

    @Test
    void anUnknownImageIsNamed() {
        var error = assertThrows(ImageException.class, () -> new ImageStore(dir).open("nonesuch"));
        assertTrue(error.getMessage().contains("nonesuch"), error.getMessage());
    }

    @Test
    void aProgramComesWithItsLoaderAndLibraries() throws IOException {
        var entries = new TreeMap<String, Entry>();
        assertTrue(new HostPrograms(entries).add("ls"));
        assertTrue(entries.containsKey("bin/ls"));
        var elf = ElfFile.read(HostPrograms.find("ls").orElseThrow()).orElseThrow();
        assertTrue(
                entries.containsKey(elf.interpreter().orElseThrow().substring(1)),
                entries.keySet().toString());
        for (var library : elf.needed()) {
            assertTrue(entries.keySet().stream().anyMatch(p -> p.endsWith("/" + library)), library);
        }
    }

    @Test
    void aScriptIsNoElf() throws IOException {
        var script = Files.writeString(dir.resolve("script"), "#!/bin/sh\n".repeat(20));
        assertTrue(ElfFile.read(script).isEmpty());
    }
}
