package lab.runtime.container;

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
import java.util.Locale;
import lab.runtime.file.CopyPath;
import lab.runtime.file.RawText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are copied into containers and out of them. */
@Tag("kernel")
final class CopyTests {

    private static final int ATTEMPTS = 150;

    @TempDir
    private Path dir;

    private TestLab lab;
    private Path here;

    @BeforeEach
    void open() throws IOException {
        lab = new TestLab(dir);
        here = Files.createDirectory(dir.resolve("here"));
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    private void start(String script) throws IOException {
        var spec = ContainerSpec.of("base").name("box").command("sh", "-c", script + "; touch /ready; exec sleep 1000");
        lab.containers().start(spec.build(), null).close();
        for (var i = 0; !lab.joined("box", "ls /ready").equals("/ready"); i++) {
            assertTrue(i < 100, "the container was not ready in time");
        }
    }

    private void in(String from, String to) throws IOException {
        in(from, to, false);
    }

    private void in(String from, String to, boolean owners) throws IOException {
        try (var container = lab.containers().files().open("box");
                var host = Trees.host()) {
            var source = new CopyPath.End(host, RawText.of(here + "/" + from));
            new CopyPath(source, new CopyPath.End(container, to), false, owners).run();
        }
    }

    private void out(String from, String to, boolean follow) throws IOException {
        try (var container = lab.containers().files().open("box");
                var host = Trees.host()) {
            var target = new CopyPath.End(host, RawText.of(here + "/" + to));
            new CopyPath(new CopyPath.End(container, from), target, follow, false).run();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "file,     /new,       /new",
        "file,     /tmp,       /tmp/file",
        "file,     /tmp/,      /tmp/file",
        "file,     /link,      /tmp/file",
        "file,     /dangling,  /tmp/later",
        "file,     /etc/group, /etc/group",
        "folder,   /new,       /new/file",
        "folder,   /tmp,       /tmp/folder/file",
        "folder/,  /tmp,       /tmp/folder/file",
        "folder/., /tmp,       /tmp/file",
        "folder/., /new,       /new/file",
    })
    void aCopyHasThePlaceThatDockerGivesIt(String from, String to, String place) throws IOException {
        Files.writeString(here.resolve("file"), "hello\n");
        Files.createDirectory(here.resolve("folder"));
        Files.writeString(here.resolve("folder/file"), "hello\n");
        start("ln -s /tmp /link; ln -s tmp/later /dangling");
        in(from, to);
        assertEquals("hello 0:0", lab.joined("box", "echo $(cat " + place + ") $(stat -c %u:%g " + place + ")"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file   | /new/      | no such directory: /new/",
                "file   | /no/where  | no such directory: /no/",
                "folder | /etc/group | cannot copy a directory to a file: /etc/group is no directory",
                "file   | /etc/group/ | not a directory: /etc/group/",
                "file/  | /tmp       | ENOTDIR",
                "none   | /tmp       | ENOENT",
            })
    void whatDockerRefusesIsRefused(String from, String to, String message) throws IOException {
        Files.writeString(here.resolve("file"), "hello\n");
        Files.createDirectory(here.resolve("folder"));
        lab.containers().create(ContainerSpec.of("base").name("box").build());
        var refused = assertThrows(IOException.class, () -> in(from, to));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void whatWasCopiedBeforeTheStartIsThereAndWhatIsLeftCanBeCopiedOut() throws IOException {
        Files.writeString(here.resolve("file"), "hello\n");
        lab.containers()
                .create(ContainerSpec.of("base")
                        .name("box")
                        .command("sh", "-c", "cat /file > /copy")
                        .build());
        in("file", "/file");
        try (var running = lab.containers().start("box", null)) {
            assertEquals(0, running.await());
        }
        out("/copy", "copy", false);
        assertEquals("hello\n", Files.readString(here.resolve("copy")));
    }

    @Test
    void aTreeComesOutAsItIs() throws IOException {
        start("mkdir -p /t/a; echo one > /t/a/f; ln /t/a/f /t/g; ln -s /etc/passwd /t/l; mkfifo /t/p; chmod 640 /t/g;"
                + " touch -d @1000000000 /t/a/f /t/a");
        out("/t", "t", false);
        var t = here.resolve("t");
        assertEquals(Files.getAttribute(t.resolve("g"), "unix:ino"), Files.getAttribute(t.resolve("a/f"), "unix:ino"));
        assertEquals("/etc/passwd", Files.readSymbolicLink(t.resolve("l")).toString());
        assertEquals(010640 & 0777, (int) Files.getAttribute(t.resolve("g"), "unix:mode") & 0777);
        assertEquals(1_000_000_000L, Files.getLastModifiedTime(t.resolve("a")).toMillis() / 1000);
        assertEquals(0010000, (int) Files.getAttribute(t.resolve("p"), "unix:mode") & 0170000);
        assertEquals(Files.getOwner(here), Files.getOwner(t.resolve("a/f")));
        out("/t/l", "followed", true);
        assertEquals(
                lab.joined("box", "cat /etc/passwd"),
                Files.readString(here.resolve("followed")).strip());
    }

    @Test
    void aTarGoesOutAndInAgain() throws Exception {
        start("mkdir -p /t/a; echo one > /t/a/f; ln /t/a/f /t/g; ln -s a /t/l");
        var tar = new ByteArrayOutputStream();
        try (var container = lab.containers().files().open("box")) {
            CopyPath.write(new CopyPath.End(container, "/t"), false, tar);
            CopyPath.read(new ByteArrayInputStream(tar.toByteArray()), new CopyPath.End(container, "/opt"), false);
        }
        assertEquals(
                "one a 2", lab.joined("box", "echo $(cat /opt/t/l/f) $(readlink /opt/t/l) $(stat -c %h /opt/t/g)"));
        var file = Files.write(dir.resolve("t.tar"), tar.toByteArray());
        var process = new ProcessBuilder("tar", "tf", file.toString()).start();
        assertEquals(
                "t/\nt/a/\nt/a/f\nt/g\nt/l\n",
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, process.waitFor());
    }

    @Test
    void namesAreBytes() throws IOException {
        start("mkdir /n; printf x > \"/n/$(printf 'a\\377b')\"; printf y > /n/한글");
        out("/n", "n", false);
        try (var host = Trees.host();
                var folder = host.find(RawText.of(here + "/n"), false)) {
            assertEquals(2, host.list(folder).size());
            assertTrue(host.list(folder).contains("a\u00ffb"), host.list(folder).toString());
            assertTrue(
                    host.list(folder).contains(RawText.of("한글")),
                    host.list(folder).toString());
        }
    }

    @Test
    void ownersStayOnlyIfAskedFor() throws IOException {
        assumeTrue(TestLab.wide(), "this user has no id range, so a container has only one user");
        start("echo x > /x; chown 33:44 /x");
        Files.writeString(here.resolve("mine"), "hello\n");
        try (var container = lab.containers().files().open("box")) {
            try (var file = container.find("/x", false)) {
                assertEquals(33, container.stat(file).uid());
                assertEquals(44, container.stat(file).gid());
            }
            try (var again = lab.containers().files().open("box")) {
                new CopyPath(new CopyPath.End(container, "/x"), new CopyPath.End(again, "/kept"), false, true).run();
                new CopyPath(new CopyPath.End(container, "/x"), new CopyPath.End(again, "/root-s"), false, false).run();
            }
        }
        assertEquals("33:44 0:0", lab.joined("box", "echo $(stat -c %u:%g /kept /root-s)"));
    }

    @Test
    void aCopyOfALinkOutOfTheContainerStaysInside() throws IOException {
        var outside = Files.createDirectory(here.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "of the host\n");
        Files.writeString(here.resolve("file"), "hello\n");
        start("mkdir -p /trap; ln -s " + outside + " /trap/abs; ln -s ../../../../../../../../" + outside + " /trap/up;"
                + " ln -s /proc/1/root /trap/magic");
        for (var link : new String[] {"abs", "up"}) {
            assertThrows(IOException.class, () -> out("/trap/" + link + "/secret", "stolen", true), link);
            assertThrows(IOException.class, () -> in("file", "/trap/" + link + "/planted"), link);
        }
        assertThrows(IOException.class, () -> out("/trap/magic/etc/hostname", "stolen", true));
        assertFalse(Files.exists(here.resolve("stolen")));
        assertFalse(Files.exists(outside.resolve("planted")));
    }

    @Test
    void aContainerThatSwapsAFolderForALinkWinsNothing() throws IOException {
        var outside = Files.createDirectory(here.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "of the host\n");
        Files.writeString(here.resolve("file"), "hello\n");
        var swap = "mkdir -p /r/d; echo inside > /r/d/secret; ln -s " + outside + " /r/l;"
                + " (while :; do mv /r/d /r/x; mv -T /r/l /r/d; mv -T /r/d /r/l; mv /r/x /r/d; done) 2>/dev/null &"
                + " true";
        start(swap);
        var copied = 0;
        for (var i = 0; i < ATTEMPTS; i++) {
            try {
                out("/r/d/secret", "got", true);
                copied++;
                assertEquals("inside\n", Files.readString(here.resolve("got")));
            } catch (IOException e) {
                assertTrue(e.getMessage().toUpperCase(Locale.ROOT).contains("ENO"), e.getMessage());
            }
            try {
                in("file", "/r/d/planted");
            } catch (IOException e) {
                assertTrue(e.getMessage().contains("no such") || e.getMessage().contains("removed"), e.getMessage());
            }
        }
        assertTrue(copied > 0, "the container never let a copy through, so nothing was tried");
        try (var left = Files.list(outside)) {
            assertEquals(1, left.count(), "what was planted outside");
        }
        assertEquals("of the host\n", Files.readString(outside.resolve("secret"), StandardCharsets.UTF_8));
    }
}
