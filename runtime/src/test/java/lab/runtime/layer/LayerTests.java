package lab.runtime.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lab.runtime.kernel.FolderCalls;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.IdMaps;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers unpacked and written again. */
@Tag("kernel")
final class LayerTests {

    @TempDir
    private Path dir;

    @Test
    void filesComeWithModeAndTime() throws IOException {
        var folder = new TestLayer()
                .directory("d", 0555)
                .put(TarEntry.of("d/tool", TarEntry.FILE, 04755, 2).at(1000, 0), "hi")
                .hardLink("d/same", "d/tool")
                .link("link", "d/tool")
                .directory("shared", 01777)
                .unpack(dir);
        assertEquals(0555, mode(folder.resolve("d")));
        assertEquals(04755, mode(folder.resolve("d/tool")));
        assertEquals(
                1_000_000, Files.getLastModifiedTime(folder.resolve("d/tool")).toMillis());
        assertEquals(0, Files.getLastModifiedTime(folder.resolve("d")).toMillis());
        assertTrue(Files.isSameFile(folder.resolve("d/same"), folder.resolve("d/tool")));
        assertEquals(Path.of("d/tool"), Files.readSymbolicLink(folder.resolve("link")));
        assertEquals(01777, mode(folder.resolve("shared")));
    }

    private static int mode(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    }

    @Test
    void entriesOfTheSameLayerSurviveAWhiteoutWhicheverComesFirst() throws IOException {
        var folder = new TestLayer()
                .file("before", "1")
                .file(".wh.before", "")
                .file(".wh.after", "")
                .file("after", "2")
                .file(".wh.tree", "")
                .file("tree/new", "3")
                .file("open/new", "4")
                .file("open/.wh..wh..opq", "")
                .file("made/new", "5")
                .file(".wh.made", "")
                .file(".wh.gone", "")
                .unpack(dir);
        assertEquals("1", Files.readString(folder.resolve("before")));
        assertEquals("2", Files.readString(folder.resolve("after")));
        assertEquals("3", Files.readString(folder.resolve("tree/new")));
        var tar = new ByteArrayOutputStream();
        FolderTar.plain().write(folder, tar);
        var names = names(tar.toByteArray());
        assertEquals(
                List.of(
                        "after",
                        "before",
                        ".wh.gone",
                        "made/",
                        "made/.wh..wh..opq",
                        "made/new",
                        "open/",
                        "open/.wh..wh..opq",
                        "open/new",
                        "tree/",
                        "tree/.wh..wh..opq",
                        "tree/new"),
                names);
    }

    private static List<String> names(byte[] tar) throws IOException {
        var reader = new TarReader(new ByteArrayInputStream(tar));
        var names = new ArrayList<String>();
        for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            names.add(entry.get().shown());
        }
        return names;
    }

    @Test
    void aFolderIsTheSameLayerAgain() throws IOException {
        var tar = new TestLayer()
                .put(TarEntry.of("d/", TarEntry.DIRECTORY, 0750, 0).at(7, 0), "")
                .put(
                        TarEntry.of("d/" + "long".repeat(60), TarEntry.FILE, 0640, 3)
                                .at(8, 0),
                        "abc")
                .put(TarEntry.of("d/\u00fcml", TarEntry.FILE, 0640, 0).at(8, 0).with("user.a", new byte[] {0, 1}), "")
                .put(TarEntry.of("fifo", TarEntry.FIFO, 0600, 0).at(9, 0), "")
                .put(TarEntry.of("link", TarEntry.SYMBOLIC_LINK, 0777, 0).to(TestLayer.utf8("x".repeat(150))), "")
                .tar();
        var folder = Files.createDirectory(dir.resolve("l"));
        TestLayer.unpack(tar, folder);
        var again = new ByteArrayOutputStream();
        FolderTar.plain().write(folder, again);
        if (Kernel.get().geteuid() == 0) {
            assertArrayEquals(tar, again.toByteArray());
        }
        assertEquals(names(tar), names(again.toByteArray()));
    }

    @Test
    void idsAndTimesAreThoseInside() throws IOException {
        assumeTrue(Kernel.get().geteuid() == 0, "only root may give files away");
        var folder = new TestLayer()
                .put(
                        TarEntry.of("f", TarEntry.FILE, 0640, 0)
                                .owned(100_005, 100_006)
                                .at(5000, 0),
                        "")
                .unpack(dir);
        var range = List.of(new IdMap.Range(0, 100_000, 10));
        var out = new ByteArrayOutputStream();
        new FolderTar(Optional.of(new IdMap(range, range, false)), OptionalLong.of(4000)).write(folder, out);
        var entry = new TarReader(new ByteArrayInputStream(out.toByteArray()))
                .next()
                .orElseThrow();
        assertEquals(List.of(5L, 6L, 4000L), List.of(entry.uid(), entry.gid(), entry.seconds()));
    }

    @Test
    void zstandardIsUnderstood() throws IOException {
        var tar = new TestLayer().file("f", "x".repeat(100_000)).tar();
        var out = new ByteArrayOutputStream();
        try (var zstd = new ZstdOutputStream(out)) {
            zstd.write(tar);
        }
        var blob = out.toByteArray();
        new Unpack(TestLayer.digest(blob), blob.length, TestLayer.digest(tar), 1 << 20)
                .into(dir, () -> new ByteArrayInputStream(blob));
        assertEquals(100_000, Files.size(dir.resolve("f")));
    }

    @Test
    void directoriesThatNoMemberDescribesAreNamed() throws IOException {
        var lower = new TestLayer().directory("tmp", 01777).unpack(dir);
        var upper = Files.createTempDirectory(dir, "upper");
        var undescribed = TestLayer.unpack(
                new TestLayer().file("tmp/x/y", "").directory("tmp/x", 0700).tar(), upper);
        assertEquals(List.of("tmp"), undescribed);
        ParentAttributes.copy(undescribed, List.of(lower), upper);
        assertEquals(01777, mode(upper.resolve("tmp")));
        assertEquals(0700, mode(upper.resolve("tmp/x")));
    }

    @Test
    void whatBelongsToOthersBelongsToOthers() throws IOException {
        var folder = new TestLayer()
                .put(TarEntry.of("f", TarEntry.FILE, 04711, 0).owned(7, 8), "")
                .put(TarEntry.of("d/", TarEntry.DIRECTORY, 0700, 0).owned(7, 8), "")
                .unpack(dir);
        var owners = Ownership.ofThisProcess(new IdMaps(Path.of("/etc")));
        try (var tree = new FolderCalls();
                var root = Kernel.get().open(folder.toString(), OpenFlags.O_PATH, 0)) {
            var stat = tree.stat(root, TestLayer.utf8("f")).orElseThrow();
            assertEquals(04711, stat.permissions());
            if (owners.root()) {
                assertEquals(List.of(7L, 8L), List.of(stat.uid(), stat.gid()));
            } else if (owners.wide()) {
                assertFalse(stat.uid() == Kernel.get().geteuid(), "it is this user's own");
            }
        }
        RemoveTree.remove(folder);
        assertFalse(Files.exists(folder));
    }
}
