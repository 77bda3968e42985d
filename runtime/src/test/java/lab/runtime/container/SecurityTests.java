package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lab.runtime.layer.RemoveTree;
import lab.runtime.namespace.NamespaceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container must not be able to do or see. */
@Tag("kernel")
final class SecurityTests {

    /** Docker's default capabilities. */
    private static final String DEFAULT = "00000000a80425fb";

    private static final String NONE = "0000000000000000";

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

    @Test
    void onlyTheStandardDescriptorsAreOpen() throws IOException {
        try (var running = lab.containers().start(TestLab.sleeper("box").build(), null)) {
            assertEquals(List.of("0", "1", "2"), descriptors(running.pid()));
        }
        // The fourth is the one that ls reads the folder with.
        assertEquals("0\n1\n2\n3", lab.joined("box", ExecSpec.of(List.of("ls", "/proc/self/fd"))));
    }

    private static List<String> descriptors(int pid) throws IOException {
        var names = new TreeSet<String>();
        try (var entries = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        return List.copyOf(names);
    }

    @Test
    void privilegesAreThoseOfDockerAtStartAndWhenJoining() throws IOException {
        try (var running = lab.containers().start(TestLab.sleeper("box").build(), null)) {
            checkPrivileges(TestLab.status(running.pid()));
        }
        var joined = lab.joined("box", ExecSpec.of(List.of("cat", "/proc/self/status")));
        checkPrivileges(
                joined.lines().map(line -> line.split(":", 2)).collect(Collectors.toMap(f -> f[0], f -> f[1].strip())));
    }

    private static void checkPrivileges(Map<String, String> status) {
        assertEquals(DEFAULT, status.get("CapPrm"));
        assertEquals(DEFAULT, status.get("CapEff"));
        assertEquals(DEFAULT, status.get("CapBnd"));
        assertEquals(NONE, status.get("CapInh"));
        assertEquals(NONE, status.get("CapAmb"));
        assertEquals("0", status.get("NoNewPrivs"));
        assertEquals(NONE, status.get("SigBlk"));
        assertEquals(NONE, status.get("SigIgn"));
    }

    @Test
    void anotherUserHasNoCapabilities() throws IOException {
        assumeTrue(TestLab.wide(), "this user has a single id");
        var status = lab.output(ContainerSpec.of("base").user("1000:1000"), "id -u; id -g; grep Cap /proc/self/status");
        assertTrue(status.startsWith("1000\n1000\n"), status);
        assertTrue(status.contains("CapEff:\t" + NONE), status);
        assertTrue(status.contains("CapPrm:\t" + NONE), status);
    }

    @Test
    void rootInsideIsNotRootOutside() throws IOException {
        try (var running = lab.containers().start(TestLab.sleeper("box").build(), null)) {
            var uid = TestLab.status(running.pid()).get("Uid").split("\t")[0];
            assertNotEquals("0", uid);
            assertFalse(Files.readString(Path.of("/proc/" + running.pid() + "/uid_map"))
                    .contains(" 4294967295"));
        }
    }

    @Test
    void everyNamespaceIsItsOwn() throws IOException {
        try (var running = lab.containers().start(TestLab.sleeper("box").build(), null)) {
            for (var type : List.of("mnt", "uts", "ipc", "pid", "net", "user", "cgroup")) {
                assertNotEquals(
                        Files.readSymbolicLink(Path.of("/proc/self/ns/" + type)),
                        Files.readSymbolicLink(Path.of("/proc/" + running.pid() + "/ns/" + type)),
                        type);
            }
        }
    }

    @Test
    void aSharedNamespaceIsTheHosts() throws IOException {
        var spec = TestLab.sleeper("box").share(NamespaceType.UTS).share(NamespaceType.NET);
        try (var running = lab.containers().start(spec.build(), null)) {
            for (var type : List.of("uts", "net")) {
                assertEquals(
                        Files.readSymbolicLink(Path.of("/proc/self/ns/" + type)),
                        Files.readSymbolicLink(Path.of("/proc/" + running.pid() + "/ns/" + type)),
                        type);
            }
        }
    }

    @Test
    void theHostsKernelSettingsCannotBeWritten() throws IOException {
        assertNotEquals(0, lab.code("echo x > /proc/sys/kernel/hostname"));
        assertNotEquals(0, lab.code("echo b > /proc/sysrq-trigger"));
        assertNotEquals(0, lab.code("mkdir /sys/fs/cgroup/x || mkdir /sys/x"));
        assertEquals("0", lab.output("cat /proc/kcore /proc/keys /proc/timer_list 2>/dev/null | wc -c"));
        assertEquals("0", lab.output("ls /sys/firmware | wc -l"));
    }

    @Test
    void itCanNeitherMountNorUnshareNorMakeDevices() throws IOException {
        assertNotEquals(0, lab.code("mount -t tmpfs none /mnt"));
        assertNotEquals(0, lab.code("mount -t cgroup -o memory none /mnt"));
        assertNotEquals(0, lab.code("umount /proc/sys"));
        assertNotEquals(0, lab.code("unshare -m true"));
        assertNotEquals(0, lab.code("mknod /tmp/disk b 8 0 && cat /tmp/disk"));
        assertNotEquals(0, lab.code("mount -o remount,rw /proc/sys"));
    }

    @Test
    void theWorkingDirectoryNeverLeadsOut() throws IOException {
        try (var running = lab.containers().start(TestLab.sleeper("box").build(), null)) {
            assertTrue(running.pid() > 1);
        }
        for (var fd = 3; fd < 24; fd++) {
            var path = "/proc/self/fd/" + fd;
            var start = ContainerSpec.of("base").workdir(path).command("true").build();
            assertThrows(ContainerException.class, () -> lab.containers().start(start, null), path);
            var join = new ExecSpec(List.of("true"), "", path, Map.of(), false, OwnCalls.NONE);
            assertThrows(ContainerException.class, () -> lab.joined("box", join), path);
        }
    }

    @Test
    void theProgramOfTheStartCannotBeRunOnceMore() throws IOException {
        try (var running = lab.containers()
                .start(ContainerSpec.of("base").command("/proc/self/exe").build(), null)) {
            assertEquals(125, running.await());
        }
    }

    @Test
    void theCommandIsNoProgramOfTheHost() throws IOException {
        try (var running = lab.containers().start(TestLab.sleeper("box").build(), null)) {
            var exe = Files.readSymbolicLink(Path.of("/proc/" + running.pid() + "/exe"))
                    .toString();
            assertTrue(exe.startsWith("/bin/"), exe);
        }
    }

    /** Puts a link in the place of a folder of the image. */
    private Path canary(String folder) throws IOException {
        var canary = Files.createDirectory(dir.resolve("canary"));
        var layer = lab.ownLayer();
        RemoveTree.remove(layer.resolve(folder));
        Files.createSymbolicLink(layer.resolve(folder), canary);
        return canary;
    }

    private void refuses(String folder) throws IOException {
        var canary = canary(folder);
        var spec = ContainerSpec.of("base").command("true").build();
        var error =
                assertThrows(ContainerException.class, () -> lab.containers().start(spec, null));
        assertTrue(error.getMessage().contains("for: /" + folder), error.getMessage());
        try (var entries = Files.list(canary)) {
            assertEquals(0, entries.count());
        }
    }

    @Test
    void aLinkInPlaceOfProcIsRefused() throws IOException {
        refuses("proc");
    }

    @Test
    void aLinkInPlaceOfDevIsRefused() throws IOException {
        refuses("dev");
    }

    @Test
    void aLinkInPlaceOfEtcLeadsNowhere() throws IOException {
        var canary = canary("etc");
        var spec = ContainerSpec.of("base").command("true").build();
        assertThrows(ContainerException.class, () -> lab.containers().start(spec, null));
        try (var entries = Files.list(canary)) {
            assertEquals(0, entries.count());
        }
    }

    @Test
    void theHostsProcessesAreOutOfSight() throws IOException {
        assertEquals(
                "1",
                lab.output("exec sh -c 'ls -d /proc/[0-9]* | wc -l; true' | head -1; ls -d /proc/1")
                        .replaceAll("(?s).*/proc/", ""));
        var pids = lab.output("cd /proc; echo [0-9]*");
        assertEquals("1", pids);
    }

    @Test
    void malformedUsersAreRefused() {
        for (var user : List.of("1a", "-1", "4294967296", "0x0", "1:", ":1", "1:1:1", " 1", "01")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ContainerSpec.of("base").user(user).build(),
                    user);
        }
    }

    @Test
    void malformedNamesAreRefused() {
        for (var name : List.of("../x", "a/b", ".x", "-x", "a b", "a\nb", "x".repeat(129))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ContainerSpec.of("base").name(name).build(),
                    name);
        }
        for (var hostname : List.of("a b", "a\nb", "x".repeat(65))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ContainerSpec.of("base").hostname(hostname).build(),
                    hostname);
        }
    }
}
