package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import lab.runtime.namespace.NamespaceMode;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.Namespaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices, limits, kernel parameters, and the way a container is stopped. */
@Tag("kernel")
final class PrivilegeTests {

    private static final Isolation DEFAULT = Isolation.DEFAULT;

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

    private String output(Isolation isolation, String script) throws IOException {
        return lab.output(ContainerSpec.of("base").isolation(isolation), script);
    }

    /** Some hosts take {@code CAP_SYS_RESOURCE} even from root. */
    private static boolean mayRaise() throws IOException {
        var status = TestLab.status((int) ProcessHandle.current().pid());
        return (Long.parseUnsignedLong(status.getOrDefault("CapEff", "0"), 16) >> Capability.CAP_SYS_RESOURCE.ordinal()
                        & 1)
                == 1;
    }

    @Test
    void aDeviceCanBeOpened() throws IOException {
        assertEquals("no", lab.output("test -e /dev/lab/nothing && echo yes || echo no"));
        var device = DEFAULT.withDevices(List.of(Device.parse("/dev/zero:/dev/lab/nothing")));
        assertEquals("3", output(device, "head -c 3 /dev/lab/nothing | wc -c"));
        assertEquals("crw-rw-rw-", output(device, "ls -l /dev/lab/nothing | cut -c1-10"));
        assertTrue(output(device, "ls /dev").contains("null"), "the usual ones are there, too");
    }

    @Test
    void aDeviceOfRootsBelongsToTheContainersRoot() throws IOException {
        assumeTrue(TestLab.root(), "only root makes device nodes");
        assumeTrue(Files.exists(Path.of("/dev/fuse")), "this host has no /dev/fuse");
        var device = DEFAULT.withDevices(List.of(Device.parse("/dev/fuse")));
        assertEquals("0 opened", output(device, "stat -c %u /dev/fuse | tr '\\n' ' '; : < /dev/fuse && echo opened"));
    }

    @Test
    void whatIsNoDeviceIsRefused() {
        for (var text : List.of("/etc/passwd:/dev/x", "/dev/no-such-thing")) {
            var device = DEFAULT.withDevices(List.of(Device.parse(text)));
            assertThrows(ContainerException.class, () -> output(device, "true"), text);
        }
        for (var text :
                List.of("zero", "/dev/zero:/etc/x", "/dev/zero:/dev/../x", "/dev/zero:/dev/x:q", "/a:/dev/b:r:w")) {
            assertThrows(IllegalArgumentException.class, () -> Device.parse(text), text);
        }
    }

    @Test
    void privilegedHasTheHostsDevicesIfRootAsks() throws IOException {
        assumeTrue(TestLab.root(), "only root makes device nodes");
        var devices = output(DEFAULT.withPrivileges(), "ls /dev");
        for (var name : List.of("kmsg", "fuse", "mem", "loop0")) {
            assertEquals(
                    Files.exists(Path.of("/dev", name)),
                    devices.lines().toList().contains(name),
                    name);
        }
    }

    @Test
    void limitsAreSetAtStartAndWhenJoining() throws IOException {
        var limits = DEFAULT.withUlimits(List.of(Ulimit.parse("nofile=77:88"), Ulimit.parse("core=0")));
        try (var box =
                lab.containers().start(TestLab.sleeper("box").isolation(limits).build(), null)) {
            for (var text : List.of(
                    Files.readString(Path.of("/proc/" + box.pid() + "/limits")),
                    lab.joined("box", "cat /proc/self/limits"))) {
                assertTrue(text.matches("(?s).*Max open files +77 +88 .*"), text);
                assertTrue(text.matches("(?s).*Max core file size +0 +0 .*"), text);
            }
        }
    }

    @Test
    void rootMayRaiseALimit() throws IOException {
        assumeTrue(mayRaise(), "only who has CAP_SYS_RESOURCE may raise a hard limit");
        var limits = DEFAULT.withUlimits(List.of(Ulimit.parse("memlock=unlimited")));
        assertEquals("unlimited", output(limits, "ulimit -l"));
    }

    @Test
    void malformedLimitsAreRefused() {
        for (var text :
                List.of("nofile", "nofile=", "nofile=x", "files=3", "nofile=5:4", "nofile=-1:4", "nofile=1:2:3")) {
            assertThrows(IllegalArgumentException.class, () -> Ulimit.parse(text), text);
        }
        assertEquals(new Ulimit("nproc", 5, 5), Ulimit.parse("nproc=5"));
        assertEquals("stack=-1:-1", Ulimit.parse("stack=unlimited").toString());
    }

    @Test
    void kernelParametersAreThoseOfItsNamespaces() throws IOException {
        var sysctls = DEFAULT.withSysctls(Map.of("net.ipv4.ip_forward", "1", "kernel.msgmax", "12345"));
        assertEquals("1 12345", output(sysctls, "echo $(cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/msgmax)"));
        assertTrue(!Files.readString(Path.of("/proc/sys/kernel/msgmax")).startsWith("12345"));
    }

    @Test
    void kernelParametersOfTheMachineAreRefused() {
        for (var name :
                List.of("kernel.panic", "vm.swappiness", "fs.file-max", "net", "net./../x", "kernel.hostname")) {
            var spec = TestLab.sleeper("box").isolation(DEFAULT.withSysctls(Map.of(name, "1")));
            assertThrows(IllegalArgumentException.class, spec::build, name);
        }
        var shared = TestLab.sleeper("box")
                .isolation(DEFAULT.withSysctls(Map.of("net.ipv4.ip_forward", "1")))
                .namespaces(Namespaces.OWN.with(NamespaceType.NET, NamespaceMode.HOST));
        assertThrows(IllegalArgumentException.class, shared::build);
    }

    @Test
    void theOomScoreIsSetAtStartAndWhenJoining() throws IOException {
        var isolation = DEFAULT.withOomScoreAdj(OptionalInt.of(321));
        try (var box = lab.containers()
                .start(TestLab.sleeper("box").isolation(isolation).build(), null)) {
            assertEquals(
                    "321",
                    Files.readString(Path.of("/proc/" + box.pid() + "/oom_score_adj"))
                            .strip());
            assertEquals("321", lab.joined("box", "cat /proc/self/oom_score_adj"));
        }
        assertThrows(IllegalArgumentException.class, () -> DEFAULT.withOomScoreAdj(OptionalInt.of(1001)));
    }

    @Test
    void onlyRootLowersTheOomScore() throws IOException {
        var isolation = DEFAULT.withOomScoreAdj(OptionalInt.of(-500));
        if (mayRaise()) {
            assertEquals("-500", output(isolation, "cat /proc/self/oom_score_adj"));
        } else {
            var error = assertThrows(ContainerException.class, () -> output(isolation, "true"));
            assertTrue(error.getMessage().contains("only raise it"), error.getMessage());
        }
    }

    @Test
    void aContainerIsStoppedByItsOwnSignalInItsOwnTime() throws IOException {
        var script = "trap 'echo asked; exit 5' USR1; trap '' TERM; echo ready; while :; do sleep 0.05; done";
        var spec = ContainerSpec.of("base")
                .name("box")
                .command("sh", "-c", script)
                .stop(new StopRequest(10, 30))
                .build();
        try (var box = lab.containers().start(spec, null)) {
            while (!Files.readString(lab.containers().log("box")).contains("ready")) {
                Thread.onSpinWait();
            }
            lab.containers().stop("box");
            assertEquals(5, box.await());
        }
    }

    @Test
    void aStopThatIsNotHeardEndsInAKill() throws IOException {
        var spec = TestLab.sleeper("box").stop(new StopRequest(15, 0)).build();
        try (var box = lab.containers().start(spec, null)) {
            lab.containers().stop("box");
            assertEquals(137, box.await());
        }
    }

    @Test
    void whatWasWrittenDownIsReadAgain() {
        var isolation = DEFAULT.withDevices(List.of(Device.parse("/dev/zero:/dev/x:rw")))
                .withUlimits(List.of(Ulimit.parse("nofile=1:2")))
                .withSysctls(Map.of("net.a", "b c"))
                .withOomScoreAdj(OptionalInt.of(-3))
                .withNoNewPrivileges(true)
                .withReadOnly(true);
        assertEquals(isolation, IsolationCodec.read(IsolationCodec.write(isolation)));
        assertEquals(DEFAULT.withPrivileges(), IsolationCodec.read(IsolationCodec.write(DEFAULT.withPrivileges())));
    }
}
