package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lab.runtime.cgroup.DeviceRule;
import lab.runtime.kernel.KernelFiles;
import lab.runtime.namespace.NamespaceMode;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.Namespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which devices can be opened inside: the list of version 1, and the program of version 2. */
@Tag("kernel")
final class DeviceTests {

    @TempDir
    private Path dir;

    private TestLab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new TestLab(dir);
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    /** A device that no container has by itself and that anybody may open in any way. */
    private static Path device() {
        var found = Stream.of("/dev/fuse", "/dev/net/tun", "/dev/loop-control", "/dev/cpu_dma_latency")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst();
        assumeTrue(found.isPresent(), "this host has no device to try with");
        return found.get();
    }

    private static ContainerSpec.Builder with(Isolation isolation) {
        return ContainerSpec.of("base").isolation(isolation);
    }

    private static final String TRY = """
            for way in '<' '>'; do
                if (eval ": $way/dev/tried") 2>/dev/null; then echo yes; else echo no; fi
            done""";

    private String tried(String access) throws IOException {
        var device = new Device(device().toString(), "/dev/tried", access);
        return lab.output(with(Isolation.DEFAULT.withDevices(List.of(device))), TRY);
    }

    @Test
    void aDeviceCanBeGivenForReadingOnly() throws IOException {
        assumeTrue(TestLab.root(), "only root sets device lists");
        assertEquals("yes\nyes", tried("rwm"));
        assertEquals("yes\nno", tried("r"));
        assertEquals("no\nyes", tried("w"));
    }

    @Test
    void theUsualDevicesStayUsable() throws IOException {
        assumeTrue(TestLab.root(), "only root sets device lists");
        var device = new Device(device().toString(), "/dev/tried", "r");
        var script =
                "head -c 4 /dev/zero | wc -c; echo x >/dev/null && head -c 1 /dev/urandom | wc -c; echo x 2>&1 >/dev/full";
        var out = lab.output(with(Isolation.DEFAULT.withDevices(List.of(device))), script);
        assertTrue(out.matches("(?s) *4\n *1\n.*No space left.*"), out);
    }

    @Test
    void aRuleGivesWhatHasANodeAlready() throws IOException {
        assumeTrue(TestLab.root(), "only root sets device lists");
        var path = device();
        var stat = KernelFiles.stat(path.toString());
        var device = new Device(path.toString(), "/dev/tried", "r");
        var rule = DeviceRule.parse("c " + stat.major() + ":* w");
        // On version 2 one rule has to allow all that is asked for; reading and writing are asked for one by one here.
        assertEquals(
                "yes\nyes",
                lab.output(with(Isolation.DEFAULT.withDevices(List.of(device)).withDeviceRules(List.of(rule))), TRY));
    }

    @Test
    void theHostsRootInAContainerMakesNodesThatOpenNothing() throws IOException {
        assumeTrue(TestLab.root(), "only root sets device lists");
        var stat = KernelFiles.stat(device().toString());
        var script = "mknod /tmp/tried c " + stat.major() + " " + stat.minor()
                + " && if (: </tmp/tried) 2>/dev/null; then echo open; else echo closed; fi";
        var host = ContainerSpec.of("base").namespaces(Namespaces.OWN.with(NamespaceType.USER, NamespaceMode.HOST));
        assertEquals("closed", lab.output(host, script));
    }

    @Test
    void anOrdinaryUserIsToldThatListsNeedRoot() throws IOException {
        assumeTrue(!TestLab.root(), "root can set them");
        var readable = new Device("/dev/zero", "/dev/tried", "r");
        assertThrows(
                ContainerException.class,
                () -> lab.output(with(Isolation.DEFAULT.withDevices(List.of(readable))), "true"));
        var rule = DeviceRule.parse("c 10:* rwm");
        var refused = assertThrows(
                ContainerException.class,
                () -> lab.output(with(Isolation.DEFAULT.withDeviceRules(List.of(rule))), "true"));
        assertTrue(refused.getMessage().contains("only root"), refused.getMessage());
    }

    @Test
    void refusesARuleThatIsNone() {
        for (var text : List.of("", "c", "x 1:1 r", "c 1 r", "c 1:1", "c 1:1 x", "c 1:1 rwmr", "c 99999999:1 r")) {
            assertThrows(IllegalArgumentException.class, () -> DeviceRule.parse(text), text);
        }
        assertEquals("b *:3 rw", DeviceRule.parse("b *:3 rw").toString());
    }
}
