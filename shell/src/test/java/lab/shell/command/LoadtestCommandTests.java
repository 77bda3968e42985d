package lab.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Load on services in containers. */
@Tag("kernel")
final class LoadtestCommandTests {

    @TempDir
    private Path dir;

    private TestShell shell;

    @BeforeEach
    void open() {
        shell = new TestShell(dir);
    }

    @AfterEach
    void close() throws IOException {
        shell.close();
    }

    private int load(String... targets) {
        var words = new String[targets.length + 8];
        words[0] = "loadtest";
        System.arraycopy(targets, 0, words, 1, targets.length);
        var rest = new String[] {"--rate", "100", "-d", "500ms", "--warmup=0s", "-c", "2"};
        System.arraycopy(rest, 0, words, targets.length + 1, rest.length);
        return shell.code(words);
    }

    @Test
    void aServiceIsAskedThroughItsSocketAsSoonAsItIsThere() throws IOException {
        shell.run("run", "-d", "--name", "shop", "web");
        assertEquals(0, load("shop:/srv/web.sock"), shell.errors());
        assertTrue(shell.output().contains("answered"), shell.output());
        assertTrue(shell.output().contains("a second of 100 wanted"), shell.output());
        assertTrue(shell.output().contains("p99"), shell.output());
    }

    @Test
    void connectionsLeadToSeveralTargetsInTurn() throws IOException {
        shell.run("run", "-d", "--name", "one", "web");
        shell.run("run", "-d", "--name", "two", "web");
        shell.run("exec", "one", "rm", "/srv/work");
        var json = shell.run(
                "loadtest",
                "one:/srv/web.sock",
                "two:/srv/web.sock",
                "--max",
                "-c",
                "2",
                "-d",
                "500ms",
                "--format",
                "json");
        assertTrue(json.matches(".*\"answered\":[1-9].*\"errors\":\\{\"http 503\":[1-9].*"), json);
    }

    @Test
    void aLinkInAContainerLeadsToNoSocketOfTheHost() throws IOException {
        var socket = dir.resolve("host.sock");
        try (var host = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            host.bind(UnixDomainSocketAddress.of(socket));
            shell.run("run", "-d", "--name", "trap", "base", "sh", "-c", "ln -s " + socket + " /trap.sock; sleep 1000");
            assertEquals(125, load("trap:/trap.sock"));
            assertTrue(shell.errors().contains("ENOENT"), shell.errors());
        }
    }

    @Test
    void mistakesAreTold() throws IOException {
        assertEquals(1, load("nobody:/srv/web.sock"));
        assertTrue(shell.errors().contains("no such container: nobody"), shell.errors());
        assertEquals(125, load("http://192.0.2.1/"));
        shell.run("run", "-d", "--name", "shop", "web");
        assertEquals(125, load("http://shop:8080/"));
        assertTrue(shell.errors().contains("no network"), shell.errors());
        assertEquals(125, shell.code("loadtest", "shop:/srv/web.sock", "--max", "--rate", "5"));
        assertEquals(125, shell.code("loadtest", "shop:/srv/web.sock", "--rate", "0"));
        assertEquals(125, shell.code("loadtest", "shop:/srv/web.sock", "-d", "forever"));
    }
}
