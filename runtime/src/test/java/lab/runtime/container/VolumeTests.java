package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders of the host in a container. */
@Tag("kernel")
final class VolumeTests {

    @TempDir
    private Path dir;

    private TestLab lab;
    private Path source;

    @BeforeEach
    void open() throws IOException {
        lab = new TestLab(dir);
        source = Files.createDirectory(dir.resolve("source"));
        Files.writeString(source.resolve("word"), "hello\n");
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    private ContainerSpec.Builder with(String options) {
        return ContainerSpec.of("base").volume(Volume.parse(source + ":" + options));
    }

    @Test
    void aFolderIsSharedAndItsFilesStayThisUsers() throws IOException {
        assertEquals(
                "hello\n0", lab.output(with("/data"), "cat /data/word; stat -c %u /data/word; echo new > /data/made"));
        assertEquals("new\n", Files.readString(source.resolve("made")));
        assertEquals(Files.getOwner(source), Files.getOwner(source.resolve("made")));
    }

    @Test
    void aReadOnlyOneCannotBeWritten() throws IOException {
        var output =
                lab.output(with("/data:ro"), "echo new > /data/made; mount -o remount,rw /data; echo new > /data/made");
        assertTrue(output.contains("Read-only"), output);
        assertFalse(Files.exists(source.resolve("made")));
    }

    @Test
    void aSingleFileMayBeOne() throws IOException {
        var spec = ContainerSpec.of("base").volume(Volume.parse(source.resolve("word") + ":/etc/word"));
        assertEquals("hello", lab.output(spec, "cat /etc/word"));
    }

    @Test
    void itsPlaceIsMadeInsideTheRootEvenBehindALink() throws IOException {
        var canary = Files.createDirectory(dir.resolve("canary"));
        var layer = lab.ownLayer();
        Files.createSymbolicLink(layer.resolve("way"), canary);
        var spec = with("/way/deep/data").command("true").build();
        assertThrows(ContainerException.class, () -> lab.containers().start(spec, null));
        try (var entries = Files.list(canary)) {
            assertEquals(0, entries.count());
        }
    }

    @Test
    void mountsOnEitherSideDoNotShowOnTheOther() throws IOException {
        var propagation = lab.output(with("/data"), "grep ' /data ' /proc/self/mountinfo");
        assertFalse(propagation.contains("shared:") || propagation.contains("master:"), propagation);
    }

    @Test
    void procIsNoPlaceForOne() {
        for (var target : List.of("/proc", "/proc/self", "/sys", "/", "relative", "/a/../proc")) {
            assertThrows(IllegalArgumentException.class, () -> Volume.parse("/tmp:" + target), target);
        }
    }

    @Test
    void aMissingSourceIsNamed() {
        var spec = ContainerSpec.of("base")
                .volume(Volume.parse("/no/such/folder:/data"))
                .command("true")
                .build();
        var error =
                assertThrows(ContainerException.class, () -> lab.containers().start(spec, null));
        assertTrue(error.getMessage().contains("/no/such/folder"), error.getMessage());
    }

    @Test
    void whatAContainerChangesStaysItsOwn() throws IOException {
        assertEquals("", lab.output("echo mine > /root/file; rm /etc/passwd"));
        assertNotEquals(0, lab.code("cat /root/file"));
        assertEquals(0, lab.code("cat /etc/passwd"));
    }
}
