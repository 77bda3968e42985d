package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.namespace.NamespaceMode;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.Namespaces;
import lab.runtime.namespace.TimeOffsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Namespaces that are a container's own, the host's, or another container's. */
@Tag("kernel")
final class NamespaceTests {

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

    private static Path identity(Object pid, NamespaceType type) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/" + type.file()));
    }

    private static Namespaces joining(String container, NamespaceType... types) {
        var namespaces = Namespaces.OWN;
        for (var type : types) {
            namespaces = namespaces.with(type, new NamespaceMode.Joined(container));
        }
        return namespaces;
    }

    private static ContainerSpec sleeper(String name, Namespaces namespaces) {
        return TestLab.sleeper(name).namespaces(namespaces).build();
    }

    private Running start(String name, Namespaces namespaces) throws IOException {
        return lab.containers().start(sleeper(name, namespaces), null);
    }

    @Test
    void eachKindCanBeJoinedAloneAndComesWithTheUserNamespace() throws IOException {
        try (var box = start("box", Namespaces.OWN)) {
            for (var type : List.of(
                    NamespaceType.PID,
                    NamespaceType.NET,
                    NamespaceType.IPC,
                    NamespaceType.UTS,
                    NamespaceType.CGROUP,
                    NamespaceType.USER)) {
                try (var guest = start("guest", joining("box", type))) {
                    for (var other : NamespaceType.values()) {
                        var same = identity(box.pid(), other).equals(identity(guest.pid(), other));
                        var wanted = other == type || other == NamespaceType.USER || other == NamespaceType.TIME;
                        assertEquals(wanted, same, type + " joined: " + other);
                    }
                }
                lab.containers().remove("guest", true);
            }
        }
    }

    @Test
    void aPodIsThreeFlags() throws IOException {
        var pod = joining("box", NamespaceType.PID, NamespaceType.NET, NamespaceType.IPC);
        try (var box = start("box", Namespaces.OWN);
                var guest = start("guest", pod)) {
            assertEquals(identity(box.pid(), NamespaceType.USER), identity(guest.pid(), NamespaceType.USER));
            assertTrue(lab.joined("guest", "cat /proc/1/cmdline").startsWith("sleep"), "the other's process 1 is seen");
            lab.joined("box", "echo from-box > /dev/shm/note");
            assertEquals("from-box", lab.joined("guest", "cat /dev/shm/note"));
            assertEquals(lab.joined("box", "hostname"), lab.joined("guest", "hostname"));
            assertEquals(lab.joined("box", "cat /etc/hosts"), lab.joined("guest", "cat /etc/hosts"));
            assertTrue(lab.joined("guest", "cat /proc/mounts").contains(" /dev/mqueue mqueue "), "mqueue");
        }
    }

    @Test
    void aThirdContainerJoinsTheSecond() throws IOException {
        try (var box = start("box", Namespaces.OWN);
                var second = start("second", joining("box", NamespaceType.NET));
                var third = start("third", joining("second", NamespaceType.NET, NamespaceType.IPC))) {
            assertEquals(identity(box.pid(), NamespaceType.NET), identity(third.pid(), NamespaceType.NET));
            assertEquals(identity(second.pid(), NamespaceType.IPC), identity(third.pid(), NamespaceType.IPC));
        }
    }

    @Test
    void whoIsStartedAgainJoinsAgain() throws IOException {
        try (var box = start("box", Namespaces.OWN)) {
            start("guest", joining("box", NamespaceType.NET)).close();
            lab.containers().stop("guest", 0);
            try (var again = lab.containers().start("guest", null)) {
                assertEquals(identity(box.pid(), NamespaceType.NET), identity(again.pid(), NamespaceType.NET));
            }
        }
    }

    @Test
    void theEndOfProcessOneEndsWhoJoined() throws IOException {
        try (var box = start("box", Namespaces.OWN);
                var guest = start("guest", joining("box", NamespaceType.PID))) {
            box.signal(9);
            assertEquals(137, guest.await());
        }
    }

    @Test
    void aRestartedNameIsNotTheSameContainer() throws IOException {
        try (var box = start("box", Namespaces.OWN);
                var guest = start("guest", joining("box", NamespaceType.NET))) {
            var kept = lab.containers().get("guest").spec().namespaces();
            assertEquals(box.id(), kept.joined(NamespaceType.NET).orElseThrow());
            assertTrue(guest.pid() > 0);
        }
    }

    @Test
    void containersOfTwoUserNamespacesCannotBothBeJoined() throws IOException {
        try (var one = start("one", Namespaces.OWN);
                var two = start("two", Namespaces.OWN)) {
            var both = joining("one", NamespaceType.PID).with(NamespaceType.NET, new NamespaceMode.Joined("two"));
            var error = assertThrows(ContainerException.class, () -> start("guest", both));
            assertTrue(error.getMessage().contains("different user namespaces"), error.getMessage());
            assertNotEquals(one.pid(), two.pid());
        }
    }

    @Test
    void onlyARunningContainerCanBeJoined() throws IOException {
        var nobody = assertThrows(ContainerException.class, () -> start("guest", joining("nobody", NamespaceType.PID)));
        assertTrue(nobody.getMessage().contains("no such container: nobody"), nobody.getMessage());
        try (var box = lab.containers()
                .start(ContainerSpec.of("base").name("box").command("true").build(), null)) {
            box.await();
        }
        var ended = assertThrows(ContainerException.class, () -> start("guest", joining("box", NamespaceType.PID)));
        assertTrue(ended.getMessage().contains("not running"), ended.getMessage());
    }

    @Test
    void theHostsProcessesAreSeenInItsPidNamespaceAndTheOthersEndWithTheFirst() throws IOException {
        var namespaces = Namespaces.OWN.with(NamespaceType.PID, NamespaceMode.HOST);
        var own = ProcessHandle.current().pid();
        // Where there is no cgroup to end it by, nobody would end it.
        var other = lab.containers().cgroups().writable() ? "setsid sleep 4711 & " : "";
        var spec = TestLab.sleeper("box")
                .namespaces(namespaces)
                .command("sh", "-c", other + "ls -d /proc/" + own + "; exec sleep 1000");
        try (var box = lab.containers().start(spec.build(), null)) {
            assertEquals(identity("self", NamespaceType.PID), identity(box.pid(), NamespaceType.PID));
            assertEquals("/proc/" + own, lab.joined("box", "ls -d /proc/" + own));
            assertEquals("no", lab.joined("box", "(echo x > /proc/sys/kernel/domainname) 2>/dev/null || echo no"));
            var cgroup = lab.containers().get("box").cgroup();
            assumeTrue(cgroup.unified().isPresent(), "this user has no cgroup to end processes by");
            box.signal(9);
            box.await();
            assertTrue(empties(cgroup.unified().get().resolve("cgroup.procs")), "the others ended, too");
        }
    }

    /** A process that was sent SIGKILL is gone a moment later. */
    private static boolean empties(Path procs) throws IOException {
        for (var attempt = 0; attempt < 2000; attempt++) {
            if (Files.readAllLines(procs).isEmpty()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    @Test
    void theHostsOtherNamespacesCanBeSharedToo() throws IOException {
        for (var type : List.of(NamespaceType.NET, NamespaceType.IPC, NamespaceType.UTS, NamespaceType.CGROUP)) {
            try (var box = start("box", Namespaces.OWN.with(type, NamespaceMode.HOST))) {
                assertEquals(identity("self", type), identity(box.pid(), type), type.file());
            }
            lab.containers().remove("box", true);
        }
    }

    @Test
    void allOfTheHostsTogether() throws IOException {
        assumeTrue(TestLab.root(), "only root shares the host's user namespace");
        var namespaces = Namespaces.OWN;
        for (var type : List.of(
                NamespaceType.PID,
                NamespaceType.NET,
                NamespaceType.IPC,
                NamespaceType.UTS,
                NamespaceType.CGROUP,
                NamespaceType.USER)) {
            namespaces = namespaces.with(type, NamespaceMode.HOST);
        }
        try (var box = start("box", namespaces);
                var guest = start("guest", joining("box", NamespaceType.PID))) {
            assertEquals(identity("self", NamespaceType.USER), identity(box.pid(), NamespaceType.USER));
            assertEquals(identity("self", NamespaceType.PID), identity(guest.pid(), NamespaceType.PID));
            assertEquals(identity("self", NamespaceType.USER), identity(guest.pid(), NamespaceType.USER));
        }
    }

    @Test
    void anOrdinaryUserCannotShareTheHostsUserNamespace() {
        assumeTrue(!TestLab.root(), "root may share it");
        var namespaces = Namespaces.OWN.with(NamespaceType.USER, NamespaceMode.HOST);
        var error = assertThrows(ContainerException.class, () -> start("box", namespaces));
        assertTrue(error.getMessage().contains("needs root"), error.getMessage());
    }

    @Test
    void clocksRunAhead() throws IOException {
        var namespaces = Namespaces.OWN.with(new TimeOffsets(1_000_000, 2_000_000));
        for (var init : List.of(false, true)) {
            var spec = TestLab.sleeper("box").namespaces(namespaces).init(init).build();
            try (var box = lab.containers().start(spec, null)) {
                var time = identity("self", NamespaceType.TIME).toString();
                assertNotEquals(time, lab.joined("box", "readlink /proc/1/ns/time"));
                var uptime =
                        Double.parseDouble(lab.joined("box", "cat /proc/uptime").split(" ")[0]);
                var host = Double.parseDouble(
                        Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
                assertEquals(1_000_000, uptime - host, 60);
                assertTrue(box.startTime().toMillis() < 10_000, box.startTime().toString());
                var offsets = lab.joined("box", "cat /proc/self/timens_offsets");
                assertTrue(offsets.matches("(?s)monotonic +2000000 +0\\nboottime +1000000 +0"), offsets);
            }
            lab.containers().remove("box", true);
        }
    }

    @Test
    void aHostNameNeedsAUtsNamespaceOfItsOwn() {
        var uts = Namespaces.OWN.with(NamespaceType.UTS, NamespaceMode.HOST);
        assertThrows(
                IllegalArgumentException.class,
                () -> TestLab.sleeper("box").hostname("anvil").namespaces(uts).build());
    }

    @Test
    void whatWasWrittenDownIsReadAgain() {
        var namespaces = joining("box", NamespaceType.PID, NamespaceType.USER)
                .with(NamespaceType.NET, NamespaceMode.HOST)
                .with(TimeOffsets.parse("boottime=-3"));
        assertEquals(namespaces, NamespacesCodec.read(NamespacesCodec.write(namespaces)));
    }
}
