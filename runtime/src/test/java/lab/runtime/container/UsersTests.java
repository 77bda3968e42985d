package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsersTests {

    @TempDir
    private Path root;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectory(root.resolve("etc"));
        passwd("""
                root:x:0:0:root:/root:/bin/sh
                smith:x:1000:100:A. Smith:/home/smith:/bin/sh
                broken:x:no:0::/:/bin/sh
                1234:x:77:78::/odd:/bin/sh
                """);
        Files.writeString(root.resolve("etc/group"), """
                users:x:100:
                forge:x:200:root,smith
                anvil:x:300:smith
                other:x:400:smithy
                """);
    }

    private void passwd(String text) throws IOException {
        Files.writeString(root.resolve("etc/passwd"), text);
    }

    private UserId find(String text) throws IOException {
        return new Users(List.of(root)).find(UserName.parse(text));
    }

    @Test
    void aNameHasIdGroupsAndHome() throws IOException {
        assertEquals(new UserId(1000, 100, List.of(200, 300), "/home/smith"), find("smith"));
        assertEquals(find("smith"), find("1000"));
        assertEquals(new UserId(1000, 200, List.of(), "/home/smith"), find("smith:forge"));
        assertEquals(new UserId(1000, 5, List.of(), "/home/smith"), find("smith:5"));
    }

    @Test
    void aNumberNeedsNoEntry() throws IOException {
        assertEquals(new UserId(4711, 0, List.of(), "/"), find("4711"));
        assertEquals(new UserId(4711, 4712, List.of(), "/"), find("4711:4712"));
    }

    @Test
    void aNameThatIsNotThereIsSaid() {
        for (var name : List.of("nobody-here", "broken", "smith:nogroup")) {
            var error = assertThrows(ContainerException.class, () -> find(name), name);
            assertTrue(error.getMessage().startsWith("unable to find "), error.getMessage());
        }
    }

    @Test
    void aLinkLeadsNowhereButInTheImage() throws IOException {
        Files.delete(root.resolve("etc/passwd"));
        Files.createSymbolicLink(root.resolve("etc/passwd"), Path.of("/etc/group"));
        assertThrows(ContainerException.class, () -> find("daemon"));
        Files.delete(root.resolve("etc/passwd"));
        Files.createSymbolicLink(root.resolve("etc/passwd"), Path.of("../../../../etc/shadow"));
        assertThrows(ContainerException.class, () -> find("smith"));
    }

    @Test
    void whatIsNoFileIsNotRead() throws IOException, InterruptedException {
        Files.delete(root.resolve("etc/passwd"));
        var fifo = new ProcessBuilder("mkfifo", root.resolve("etc/passwd").toString()).start();
        assertEquals(0, fifo.waitFor());
        var error = assertThrows(ContainerException.class, () -> find("smith"));
        assertTrue(error.getMessage().contains("use numbers"), error.getMessage());
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        try (var file = Files.newByteChannel(root.resolve("etc/passwd"), StandardOpenOption.WRITE)) {
            file.position(4L << 30);
            file.write(ByteBuffer.wrap(new byte[1]));
        }
        assertThrows(ContainerException.class, () -> find("smith"));
    }

    @Test
    void theUppermostLayerThatHasTheFileCounts(@TempDir Path above) throws IOException {
        var roots = new Users(List.of(above, root));
        assertEquals(1000, roots.find(UserName.parse("smith")).uid());
        Files.createDirectory(above.resolve("etc"));
        Files.writeString(above.resolve("etc/passwd"), "smith:x:2000:2000::/:/bin/sh\n");
        assertEquals(2000, roots.find(UserName.parse("smith")).uid());
    }

    @Test
    @Tag("kernel")
    void aContainerRunsAsANamedUserWithItsGroups(@TempDir Path dir) throws IOException {
        assumeTrue(TestLab.wide(), "this user has a single id");
        var lab = new TestLab(dir);
        try {
            var etc = lab.ownLayer().resolve("etc");
            Files.writeString(etc.resolve("passwd"), "smith:x:1000:100::/tmp:/bin/sh\n");
            Files.writeString(etc.resolve("group"), "forge:x:200:smith\n");
            var script = "echo $(id -u) $(id -g) $HOME; grep Groups /proc/self/status";
            var spec = ContainerSpec.of("base").user("smith");
            assertEquals("1000 100 /tmp\nGroups:\t200", lab.output(spec, script).replaceAll(" +(?=\n|$)", ""));
            try (var box = lab.containers().start(TestLab.sleeper("box").build(), null)) {
                var exec = new ExecSpec(
                        List.of("sh", "-c", "id -u; id -g"), "smith:forge", "", Map.of(), false, OwnCalls.NONE);
                assertEquals("1000\n200", lab.joined("box", exec));
                assertTrue(box.pid() > 0);
            }
        } finally {
            lab.close();
        }
    }
}
