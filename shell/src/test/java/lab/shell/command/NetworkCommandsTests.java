package lab.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import lab.runtime.kernel.Kernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of {@code network} and of the options of {@code run} about networks. */
@Tag("kernel")
class NetworkCommandsTests {

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

    @Test
    void listsTheNetworksWithDockersColumns() throws IOException {
        var id = shell.run("network", "create", "--subnet", "10.212.0.0/24", "blue");
        var lines = shell.run("network", "ls").lines().toList();
        assertTrue(lines.get(0).matches("NETWORK ID +NAME +DRIVER +SCOPE"), lines.get(0));
        assertTrue(lines.get(1).matches("[0-9a-f]{12} +bridge +bridge +local"), lines.get(1));
        assertTrue(lines.get(2).startsWith(id.substring(0, 12) + "  blue"), lines.get(2));
        assertTrue(shell.run("network", "inspect", "blue").contains("\"Subnet\" : \"10.212.0.0/24\""), shell.output());
        assertEquals("blue", shell.run("network", "rm", "blue"));
        assertEquals(125, shell.code("network", "inspect", "blue"));
        assertTrue(shell.errors().contains("network blue not found"), shell.errors());
    }

    @Test
    void refusesWhatCannotBeDone() {
        assertEquals(125, shell.code("network", "create", "--subnet", "10.0.0.1/24", "blue"));
        assertTrue(shell.errors().contains("write 10.0.0.0/24"), shell.errors());
        assertEquals(125, shell.code("network", "dance"));
        assertEquals(125, shell.code("network", "rm", "bridge"));
        assertEquals(125, shell.code("run", "--ip", "10.0.0.2", "base", "true"));
        assertTrue(shell.errors().contains("add --net NAME"), shell.errors());
        assertEquals(125, shell.code("run", "-p", "http:80", "base", "true"));
        assertEquals(125, shell.code("run", "--net", "nowhere", "base", "true"));
    }

    @Test
    void joinsARunningContainerAndTakesItOut() throws IOException {
        assumeTrue(Kernel.get().geteuid() == 0, "networks need root");
        shell.run("network", "create", "blue");
        shell.run("run", "-d", "--name", "a", "--net", "blue", "base", "sleep", "1000");
        shell.run("run", "-d", "--name", "b", "base", "sleep", "1000");
        shell.run("network", "connect", "--alias", "second", "blue", "b");
        shell.run("exec", "a", "ping", "-c1", "-W2", "second");
        assertTrue(shell.run("inspect", "b").contains("\"Interface\" : \"eth0\""), shell.output());
        shell.run("network", "disconnect", "blue", "b");
        assertEquals(1, shell.code("exec", "a", "grep", "second", "/etc/hosts"));
        assertEquals(1, shell.code("network", "disconnect", "blue", "b"));
    }

    @Test
    void readsRatesDelaysAndLosses() {
        assertEquals(1_250_000, NetworkOptions.rate("10mbit"));
        assertEquals(20_000, NetworkOptions.micros("20ms"));
        assertEquals(0.05, NetworkOptions.part("5%"));
        assertThrows(IllegalArgumentException.class, () -> NetworkOptions.rate("fast"));
        assertThrows(IllegalArgumentException.class, () -> NetworkOptions.micros("20"));
    }
}
