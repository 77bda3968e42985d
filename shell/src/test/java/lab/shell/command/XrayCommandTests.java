package lab.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/** The picture of what runs, as text and for machines. */
@Tag("kernel")
final class XrayCommandTests {

    @TempDir
    private Path dir;

    private TestShell shell;

    @BeforeEach
    void open() throws IOException {
        shell = new TestShell(dir);
        shell.run("run", "-d", "--name", "box", "base", "sh", "-c", "sleep 4711 & wait");
        shell.run("run", "-d", "--name", "web", "--net", "container:box", "base", "sleep", "4712");
    }

    @AfterEach
    void close() throws IOException {
        shell.close();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> part(String name, String... options) throws IOException {
        var words = new java.util.ArrayList<>(List.of("xray", "--format", "json"));
        words.addAll(List.of(options));
        return (List<Map<String, Object>>)
                JSON.std.mapFrom(shell.run(words.toArray(new String[0]))).get(name);
    }

    private static Map<String, Object> named(List<Map<String, Object>> all, String key, String value) {
        return all.stream()
                .filter(one -> value.equals(one.get(key)))
                .findFirst()
                .orElseThrow();
    }

    private static Object namespace(List<Map<String, Object>> members, String name, String type) {
        return ((Map<?, ?>) named(members, "Name", name).get("Namespaces")).get(type);
    }

    @Test
    void whoSharesANamespaceHasTheSameIdentity() throws IOException {
        var members = part("Members");
        assertEquals(namespace(members, "box", "net"), namespace(members, "web", "net"));
        assertNotEquals(namespace(members, "box", "uts"), namespace(members, "web", "uts"));
        assertNotEquals(namespace(members, "host", "net"), namespace(members, "web", "net"));
        assertTrue(shell.run("xray", "--once").contains("box, web"), shell.output());
    }

    @Test
    void processesStandBelowTheirParentsWithBothNumbers() throws IOException {
        var processes = part("Processes");
        var child = named(processes, "Command", "sleep 4711");
        assertEquals("box", child.get("Container"));
        assertEquals(2, child.get("InsidePid"));
        var lines = shell.run("xray", "--once").lines().toList();
        var parent = lines.stream()
                .filter(line -> line.endsWith("sh -c sleep 4711 & wait"))
                .findFirst()
                .orElseThrow();
        assertTrue(lines.get(lines.indexOf(parent) + 1).endsWith("\\ sleep 4711"), shell.output());
    }

    @Test
    void oneContainerCanBeLookedAtAlone() throws IOException {
        assertTrue(part("Processes", "web").stream()
                .allMatch(one -> one.get("Container").equals("web")));
        assertEquals(
                List.of("host", "web"),
                part("Members", "web").stream().map(one -> one.get("Name")).toList());
        assertEquals(1, shell.code("xray", "nobody"));
        assertEquals("lab xray: no such container: nobody", shell.errors());
    }

    @Test
    void anOverlayShowsWhereItsWritesGo() throws IOException {
        var mounts = (List<?>) named(part("Mounts"), "Container", "box").get("Mounts");
        var root = (Map<?, ?>) mounts.get(0);
        assertEquals("/", root.get("Target"));
        assertTrue(String.valueOf(root.get("Upper")).endsWith("/upper"), root.toString());
        assertTrue(shell.run("xray", "box", "--once").contains("the image base"), shell.output());
    }

    @Test
    void cgroupsShowWhatIsUsedOfWhat() throws IOException {
        assumeTrue(shell.lab().containers().cgroups().writable(), "this user may not make cgroups here");
        shell.run("run", "-d", "--name", "small", "--memory", "64m", "--pids-limit", "9", "base", "sleep", "4713");
        var small = named(part("Cgroups"), "Name", "small");
        assertEquals(64 << 20, small.get("MemoryMax"));
        assertEquals(1, small.get("Pids"));
        assertEquals(9, small.get("PidsMax"));
        assertTrue(shell.run("xray", "--once").contains("/ 64MiB"), shell.output());
    }

    @Test
    void anUnknownFormatIsRefused() {
        assertEquals(Commands.FAILED, shell.code("xray", "--format", "xml"));
        assertEquals("lab xray: --format is table or json, not \"xml\"", shell.errors());
    }
}
