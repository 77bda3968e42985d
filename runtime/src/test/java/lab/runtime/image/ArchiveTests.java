package lab.runtime.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import lab.runtime.image.ImageConfig.History;
import lab.runtime.kernel.Kernel;
import lab.runtime.layer.FolderTar;
import lab.runtime.layer.TarEntry;
import lab.runtime.layer.TarReader;
import lab.runtime.layer.TarWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that leave the store and come back, and what skopeo and umoci make of them. */
@Tag("kernel")
final class ArchiveTests {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    private Path dir;

    @Test
    void whatWasSavedIsLoadedAsTheSame() throws IOException {
        var store = new ImageStore(dir.resolve("a"));
        var digest = twoLayers(store, "box:1");
        var tar = new ByteArrayOutputStream();
        new SaveArchive(store, List.of(store.get("box:1"))).write(tar);
        var other = new ImageStore(dir.resolve("b"));
        assertEquals(List.of("box:1"), new LoadArchive(other).load(new ByteArrayInputStream(tar.toByteArray())));
        assertEquals(digest, other.open("box:1").digest());
        new SaveArchive(store, List.of(store.get("box:1"))).write(dir.resolve("layout"));
        var third = new ImageStore(dir.resolve("c"));
        new LoadArchive(third).load(dir.resolve("layout"));
        assertEquals(digest, third.get("box:1").digest());
    }

    private static Digest twoLayers(ImageStore store, String name) throws IOException {
        try (var writer = store.writer()) {
            var first = new TreeMap<String, Entry>();
            first.put("etc", new Entry.Directory(0755));
            first.put("etc/one", new Entry.Text("1", 0640));
            first.put("etc/gone", new Entry.Text("?", 0644));
            first.put("tmp", new Entry.Directory(01777));
            first.put("link", new Entry.Link("etc/one"));
            var lower = writer.layer(out -> LayerTar.write(first, out));
            var upper = writer.layer(out -> {
                var tar = new TarWriter(out);
                tar.put(TarEntry.of("etc/.wh.gone", TarEntry.FILE, 0, 0));
                tar.put(TarEntry.of("tmp/two", TarEntry.FILE, 04711, 1).owned(5, 6), new byte[] {'2'});
                tar.put(TarEntry.of("tmp/same", TarEntry.HARD_LINK, 04711, 0)
                        .owned(5, 6)
                        .to("tmp/two".getBytes(StandardCharsets.UTF_8)));
                tar.put(TarEntry.of("tmp/pipe", TarEntry.FIFO, 0600, 0));
                tar.put(TarEntry.of("tmp/note", TarEntry.FILE, 0644, 0).with("user.note", new byte[] {'n'}));
                tar.finish();
            });
            var config = ImageConfig.scratch(NOW)
                    .plusLayer(lower.diffId(), History.of(NOW, "one", false))
                    .plusLayer(upper.diffId(), History.of(NOW, "two", false));
            var image = writer.image(config, List.of(lower, upper));
            writer.tag(name, image);
            return image.digest();
        }
    }

    @Test
    void anArchiveThatIsDamagedLeavesTheStoreAsItWas() throws IOException {
        var store = new ImageStore(dir.resolve("a"));
        twoLayers(store, "box:1");
        var out = new ByteArrayOutputStream();
        new SaveArchive(store, List.of(store.get("box:1"))).write(out);
        var tar = out.toByteArray();
        var other = new ImageStore(dir.resolve("b"));
        twoLayers(other, "kept:1");
        var before = walk(dir.resolve("b"));
        var flipped = tar.clone();
        flipped[3 * 512 + 100] ^= 1;
        for (var bad : List.of(
                flipped,
                Arrays.copyOf(tar, tar.length / 2),
                Arrays.copyOf(tar, 100),
                "no tar".repeat(1000).getBytes(StandardCharsets.UTF_8),
                docker("[{\"Config\":\"missing.json\",\"Layers\":[]}]"),
                docker("[1]"),
                docker("{"),
                with(
                        "index.json",
                        "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:../../x\",\"size\":1}]}"))) {
            assertThrows(IOException.class, () -> new LoadArchive(other).load(new ByteArrayInputStream(bad)));
            assertEquals(before, walk(dir.resolve("b")));
        }
    }

    private static byte[] docker(String manifest) throws IOException {
        return with("manifest.json", manifest);
    }

    private static byte[] with(String name, String content) throws IOException {
        var out = new ByteArrayOutputStream();
        var tar = new TarWriter(out);
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        tar.put(TarEntry.of(name, TarEntry.FILE, 0644, bytes.length), bytes);
        tar.finish();
        return out.toByteArray();
    }

    private static List<String> walk(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.map(folder::relativize).map(Path::toString).sorted().toList();
        }
    }

    @Test
    void garbageIsWhatNoImageNeeds() throws IOException {
        var store = new ImageStore(dir);
        twoLayers(store, "box:1");
        store.open("box:1");
        var before = walk(dir);
        assertEquals(0, store.collect(List.of()));
        assertEquals(before, walk(dir));
        try (var writer = store.writer()) {
            writer.put("text/plain", new byte[] {1, 2, 3});
            assertThrows(ImageException.class, () -> store.collect(List.of()), "somebody writes");
        }
        Files.createTempFile(dir.resolve("images/blobs"), "new", "");
        Files.createDirectory(dir.resolve("layers/newhalf"));
        assertEquals(3, store.collect(List.of()));
        assertEquals(before, walk(dir));
        var digest = store.get("box:1").digest();
        assertTrue(store.untag("box:1"));
        assertFalse(store.untag("box:1"));
        store.collect(List.of());
        assertEquals(digest, store.get(digest.toString()).digest(), "an image without a name stays");
        store.remove(digest);
        assertTrue(store.collect(List.of()) > 0);
        assertEquals(List.of(), store.blobs().list());
        try (var layers = Files.list(dir.resolve("layers"))) {
            assertEquals(0, layers.count());
        }
    }

    @Test
    void skopeoReadsTheStoreAndWritesIntoIt() throws Exception {
        need("skopeo");
        var store = new ImageStore(dir.resolve("a"));
        twoLayers(store, "box:1");
        run(
                "skopeo",
                "copy",
                "oci:" + store.layout() + ":docker.io/library/box:1",
                "oci:" + dir.resolve("copy") + ":box:1");
        var other = new ImageStore(dir.resolve("b"));
        new LoadArchive(other).load(dir.resolve("copy"));
        assertEquals(store.get("box:1").id(), other.get("box:1").id());
        run(
                "skopeo",
                "copy",
                "oci:" + dir.resolve("copy") + ":box:1",
                "docker-archive:" + dir.resolve("d.tar") + ":docker.io/library/box:2");
        try (var in = Files.newInputStream(dir.resolve("d.tar"))) {
            assertEquals(List.of("box:2"), new LoadArchive(other).load(in));
        }
        assertEquals(
                store.get("box:1").config().diffIds(),
                other.open("box:2").config().diffIds());
        try (var out = Files.newOutputStream(dir.resolve("saved.tar"))) {
            new SaveArchive(store, List.of(store.get("box:1"))).write(out);
        }
        for (var kind : List.of("oci-archive:", "docker-archive:")) {
            run("skopeo", "inspect", kind + dir.resolve("saved.tar"));
        }
    }

    @Test
    void umociUnpacksAnImageToTheSameTree() throws Exception {
        need("umoci");
        assumeTrue(Kernel.get().geteuid() == 0, "only root may give files to others");
        var store = new ImageStore(dir.resolve("a"));
        twoLayers(store, "box:1");
        new SaveArchive(store, List.of(store.get("box:1"))).write(dir.resolve("layout"));
        // umoci wants a name without a registry.
        Files.writeString(
                dir.resolve("layout/index.json"),
                Files.readString(dir.resolve("layout/index.json")).replace("docker.io/library/box:1", "one"));
        run(
                "umoci",
                "unpack",
                "--image",
                dir.resolve("layout") + ":one",
                dir.resolve("bundle").toString());
        var theirs = new ByteArrayOutputStream();
        FolderTar.plain().write(dir.resolve("bundle/rootfs"), theirs);
        var lower = store.open("box:1").layers();
        var merged = Files.createDirectory(dir.resolve("merged"));
        run(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                "lowerdir=" + lower.get(1) + ":" + lower.get(0),
                merged.toString());
        try {
            var ours = new ByteArrayOutputStream();
            FolderTar.plain().write(merged, ours);
            assertEquals(describe(theirs.toByteArray()), describe(ours.toByteArray()));
        } finally {
            run("umount", merged.toString());
        }
    }

    /** All of each member but the time of directories, which umoci sets to that of the unpacking where a layer does not say one. */
    private static List<String> describe(byte[] tar) throws IOException {
        var reader = new TarReader(new ByteArrayInputStream(tar));
        var members = new ArrayList<String>();
        for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            var e = entry.get();
            var content = new ByteArrayOutputStream();
            var buffer = new byte[100];
            for (var n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                content.write(buffer, 0, n);
            }
            members.add(e.shown() + " " + e.type() + " " + Integer.toOctalString(e.mode()) + " " + e.uid() + ":"
                    + e.gid() + " "
                    + new String(e.link(), StandardCharsets.UTF_8) + " "
                    + e.attributes().keySet() + " " + content
                    + (e.type() == TarEntry.DIRECTORY ? "" : " " + e.seconds()));
        }
        return members;
    }

    private static void need(String program) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), program + " is not installed");
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), String.join(" ", command));
        assertEquals(0, process.exitValue(), String.join(" ", command) + ": " + text);
    }
}
