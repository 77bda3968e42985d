package lab.runtime.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FolderCalls;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that try to get out of their folder, or to be read in two ways. Beside the folder lies a file that must stay as it is. */
@Tag("kernel")
final class HostileLayerTests {

    private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

    @TempDir
    private Path dir;

    private Path canary = Path.of("/");

    @BeforeEach
    void putACanary() throws IOException {
        canary = Files.writeString(Files.createDirectory(dir.resolve("outside")).resolve("canary"), "sings");
    }

    @AfterEach
    void itStillSings() throws IOException {
        assertEquals("sings", Files.readString(canary));
        try (var all = Files.list(canary.getParent())) {
            assertEquals(List.of(canary), all.toList());
        }
        assertFalse(Files.exists(Path.of("/lab-hostile")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../lab-hostile", "/lab-hostile", "/../lab-hostile", "a/../../lab-hostile", "./lab-hostile/."})
    void namesThatLeadOutLeadToTheRoot(String name) throws IOException {
        var folder = new TestLayer().file(name, "x").unpack(dir);
        assertEquals("x", Files.readString(folder.resolve("lab-hostile")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "..", "/../..", "../../../../../..", "a/../.."})
    void linksThatLeadOutLeadToTheRoot(String target) throws IOException {
        var folder = new TestLayer()
                .directory("a", 0755)
                .link("link", target)
                .file("link/lab-hostile", "x")
                .unpack(dir);
        assertEquals("x", Files.readString(folder.resolve("lab-hostile")));
    }

    @Test
    void aLinkToTheCanarysFolderLeadsToOneInside() throws IOException {
        var outside = canary.getParent();
        var layer = new TestLayer().link("link", outside.toString()).file("link/canary", "eaten");
        var folder = layer.unpack(dir);
        assertTrue(Files.isDirectory(folder.resolve("link"), NOFOLLOW));
        assertEquals("eaten", Files.readString(folder.resolve("link/canary")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside/canary", "/etc/passwd", "missing", "link/canary"})
    void hardLinksLeadToWhatTheLayerHas(String target) {
        var error = assertThrows(
                LayerException.class,
                () -> new TestLayer()
                        .link("link", canary.getParent().toString())
                        .hardLink("hard", target)
                        .unpack(dir));
        assertTrue(error.getMessage().contains("does not have"), error.getMessage());
    }

    @Test
    void aHardLinkToALinkIsTheLink() throws IOException {
        var folder = new TestLayer()
                .link("link", canary.toString())
                .hardLink("hard", "link")
                .unpack(dir);
        assertTrue(Files.isSymbolicLink(folder.resolve("hard")));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "./", "/", "a/.."})
    void theRootCannotBeReplaced(String name) {
        assertThrows(LayerException.class, () -> new TestLayer().link(name, "/").unpack(dir));
    }

    @Test
    void whiteoutsThroughALinkStayInside() throws IOException {
        var folder = new TestLayer()
                .link("d", canary.getParent().toString())
                .link("e", "/")
                .file("e/.wh.canary", "")
                .file("e/.wh..wh..opq", "")
                .unpack(dir);
        var stat = stat(folder, "canary");
        assertEquals("char", stat);
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh.", ".wh..", ".wh...", "a/.wh.."})
    void aWhiteoutOfNothingIsRefused(String name) {
        assertThrows(LayerException.class, () -> new TestLayer().file(name, "").unpack(dir));
    }

    @Test
    void remarksOfOtherFileSystemsAreLeftOut() throws IOException {
        var folder = new TestLayer().file(".wh..wh.plnk", "").unpack(dir);
        try (var all = Files.list(folder)) {
            assertEquals(0, all.count());
        }
    }

    @Test
    void aFileBecomesADirectoryAndTheOtherWayRound() throws IOException {
        var folder = new TestLayer()
                .file("a", "file")
                .file("a/child", "1")
                .file("b/c/d", "2")
                .file("b", "file")
                .file("b/c/e", "3")
                .unpack(dir);
        assertEquals("1", Files.readString(folder.resolve("a/child")));
        assertEquals("3", Files.readString(folder.resolve("b/c/e")));
        assertFalse(Files.exists(folder.resolve("b/c/d")));
    }

    @Test
    void attributesOfOverlaysAreDropped() throws IOException {
        var entry = TarEntry.of("d/", TarEntry.DIRECTORY, 0755, 0)
                .with("trusted.overlay.opaque", TestLayer.utf8("y"))
                .with("trusted.overlay.redirect", TestLayer.utf8("/"))
                .with("user.overlay.opaque", TestLayer.utf8("y"))
                .with("user.note", TestLayer.utf8("kept"));
        var folder = new TestLayer().put(entry, "").unpack(dir);
        try (var tree = new FolderCalls();
                var root = open(folder)) {
            var names = tree.attributes(root, TestLayer.utf8("d"));
            assertTrue(names.stream().noneMatch(name -> name.contains("overlay")), names.toString());
        }
    }

    @Test
    void devicesAreRootsAndWhiteoutsInDisguiseNobodys() throws IOException {
        var folder = new TestLayer()
                .put(TarEntry.of("null", TarEntry.CHARACTER, 0666, 0).device(1, 3), "")
                .put(TarEntry.of("disguise", TarEntry.CHARACTER, 0666, 0).device(0, 0), "")
                .put(TarEntry.of("fifo", TarEntry.FIFO, 0600, 0), "")
                .unpack(dir);
        assertFalse(Files.exists(folder.resolve("disguise"), NOFOLLOW));
        assertEquals("fifo", stat(folder, "fifo"));
        assertEquals(Kernel.get().geteuid() == 0 ? "char" : "none", stat(folder, "null"));
    }

    @Test
    void namesAreBytes() throws IOException {
        var bytes = new byte[] {(byte) 0xff, (byte) 0xfe, 'x', 1};
        var folder = new TestLayer()
                .put(TarEntry.of(bytes, TarEntry.FILE, 0644, 0), "")
                .unpack(dir);
        try (var tree = new FolderCalls();
                var root = open(folder)) {
            assertTrue(tree.stat(root, bytes).isPresent());
        }
    }

    @Test
    void namesThatLinuxDoesNotHaveAreRefused() {
        assertThrows(LayerException.class, () -> TestLayer.unpack(withExtended("path", "a\0b"), dir));
        for (var name : List.of("n".repeat(256), "d/".repeat(2100) + "f")) {
            var layer = new TestLayer();
            assertThrows(IOException.class, () -> layer.file(name, "").unpack(dir), name);
        }
    }

    @Test
    void idsThatDoNotExistAreRefused() {
        for (var id : List.of(-1L, 0xffffffffL, 1L << 40)) {
            var entry = TarEntry.of("f", TarEntry.FILE, 0644, 0).owned(Math.abs(id), 0);
            if (id > 0) {
                assertThrows(
                        LayerException.class,
                        () -> new TestLayer().put(entry, "").unpack(dir));
            }
        }
        assertThrows(LayerException.class, () -> TestLayer.unpack(withExtended("uid", "-1"), dir));
    }

    @Test
    void timesBeforeTheEpochAreTaken() throws IOException {
        var entry = TarEntry.of("old", TarEntry.FILE, 0644, 0).at(-5, 500_000_000);
        var folder = new TestLayer().put(entry, "").unpack(dir);
        assertEquals(-4500, Files.getLastModifiedTime(folder.resolve("old")).toMillis());
    }

    @Test
    void whatTwoReadersWouldReadInTwoWaysIsRefused() {
        for (var record : List.of("size\n-1", "size\nx", "GNU.sparse.major\n1", "GNU.sparse.map\n0,1", "mtime\nx")) {
            var fields = record.split("\n");
            var folder = dir.resolve("x" + record.hashCode());
            assertThrows(
                    IOException.class,
                    () -> TestLayer.unpack(withExtended(fields[0], fields[1]), Files.createDirectory(folder)),
                    record);
        }
        assertThrows(LayerException.class, () -> TestLayer.unpack(twice(), dir));
    }

    private static byte[] withExtended(String key, String value) throws IOException {
        var record = TarRecords.write(key, TestLayer.utf8(value));
        return new TestLayer()
                .put(TarEntry.of("x", 'x', 0644, record.length), new String(record, StandardCharsets.UTF_8))
                .file("f", "content")
                .tar();
    }

    private static byte[] twice() throws IOException {
        var record = new String(TarRecords.write("path", TestLayer.utf8("one")), StandardCharsets.UTF_8)
                + new String(TarRecords.write("path", TestLayer.utf8("two")), StandardCharsets.UTF_8);
        return new TestLayer()
                .put(TarEntry.of("x", 'x', 0644, record.length()), record)
                .file("f", "content")
                .tar();
    }

    @Test
    void aSizeInAnExtendedHeaderStandsAboveTheOther() throws IOException {
        var folder = Files.createDirectory(dir.resolve("sized"));
        TestLayer.unpack(withExtended("size", "3"), folder);
        assertEquals("con", Files.readString(folder.resolve("f")));
    }

    @Test
    void bombsTruncationsAndGarbageAreRefused() throws IOException {
        var bomb = new TestLayer().file("zeros", "0".repeat(3 << 20)).tar();
        assertTrue(refused(gzip(bomb), bomb).contains("more than"));
        var tar = new TestLayer().file("f", "x".repeat(5000)).tar();
        var gzip = gzip(tar);
        assertTrue(refused(Arrays.copyOf(gzip, gzip.length - 9), tar).contains("ends in the middle"));
        assertTrue(refused(Arrays.copyOf(gzip, gzip.length + 9), tar).contains("something else"));
        assertTrue(refused(Arrays.copyOf(tar, 700), Arrays.copyOf(tar, 700)).contains("middle of a file"));
        assertTrue(refused(gzip, bomb).contains("digest mismatch"));
        var garbage = "this is no tar".repeat(100).getBytes(StandardCharsets.UTF_8);
        assertTrue(refused(garbage, garbage).contains("header"));
    }

    @Test
    void membersOfGzipThatFollowOneAnotherAreOneStream() throws IOException {
        var tar = new TestLayer().file("f", "x".repeat(5000)).tar();
        var both = new ByteArrayOutputStream();
        both.write(gzip(Arrays.copyOf(tar, 1000)));
        both.write(gzip(Arrays.copyOfRange(tar, 1000, tar.length)));
        var blob = both.toByteArray();
        new Unpack(TestLayer.digest(blob), blob.length, TestLayer.digest(tar), 1 << 20)
                .into(dir, () -> new ByteArrayInputStream(blob));
        assertEquals(5000, Files.size(dir.resolve("f")));
    }

    private String refused(byte[] blob, byte[] tar) throws IOException {
        var folder = Files.createTempDirectory(dir, "refused");
        return assertThrows(
                        IOException.class,
                        () -> new Unpack(TestLayer.digest(blob), blob.length, TestLayer.digest(tar), 1 << 20)
                                .into(folder, () -> new ByteArrayInputStream(blob)))
                .getMessage();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String stat(Path folder, String name) throws IOException {
        try (var tree = new FolderCalls();
                var root = open(folder)) {
            return tree.stat(root, TestLayer.utf8(name))
                    .map(stat -> stat.type())
                    .orElse("none");
        }
    }

    private static Fd open(Path folder) throws IOException {
        return Kernel.get().open(folder.toString(), OpenFlags.O_PATH, 0);
    }
}
