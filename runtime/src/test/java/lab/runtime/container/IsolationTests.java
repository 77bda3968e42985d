package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import lab.runtime.kernel.KernelFiles;
import lab.runtime.seccomp.Seccomp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a container apart beside its namespaces, read from {@code /proc} of the container. */
@Tag("kernel")
final class IsolationTests {

    private static final String NO_MKDIR = """
            {"defaultAction": "SCMP_ACT_ALLOW",
             "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 122}]}""";

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

    private static ContainerSpec.Builder box(Isolation isolation) {
        return ContainerSpec.of("base").isolation(isolation);
    }

    private String output(Isolation isolation, String script) throws IOException {
        return lab.output(box(isolation), script);
    }

    @Test
    void systemCallsAreFilteredAtStartWhenJoiningAndBehindTheLabsOwnInit() throws IOException {
        assertTrue(lab.output("cat /proc/self/status").contains("Seccomp:\t2"));
        assertTrue(lab.output(ContainerSpec.of("base").init(true), "cat /proc/1/status /proc/self/status")
                .matches("(?s).*Seccomp:\t2.*Seccomp:\t2.*"));
        try (var running = lab.containers().start(TestLab.sleeper("box").build(), null)) {
            assertEquals("2", TestLab.status(running.pid()).get("Seccomp"));
            assertEquals("1", TestLab.status(running.pid()).get("Seccomp_filters"));
            assertTrue(lab.joined("box", "cat /proc/self/status").contains("Seccomp:\t2"));
        }
    }

    @Test
    void noNamespaceIsMadeInsideEvenByRoot() throws IOException {
        assertTrue(lab.output("unshare -U true 2>&1").contains("Operation not permitted"));
        assertEquals("made", output(Isolation.DEFAULT.withSeccomp(Seccomp.UNCONFINED), "unshare -U echo made"));
    }

    @Test
    void unconfinedIsWithoutFilter() throws IOException {
        var unconfined = Isolation.DEFAULT.withSeccomp(Seccomp.UNCONFINED);
        assertTrue(output(unconfined, "cat /proc/self/status").contains("Seccomp:\t0"));
    }

    @Test
    void aProfileOfOnesOwnDecidesAlsoWithoutNewPrivileges() throws IOException {
        for (var strict : List.of(false, true)) {
            var isolation =
                    Isolation.DEFAULT.withSeccomp(new Seccomp.Custom(NO_MKDIR)).withNoNewPrivileges(strict);
            assertTrue(output(isolation, "mkdir /tmp/x 2>&1").contains("Disk quota exceeded"));
            assertTrue(output(isolation, "cat /proc/self/status").contains("NoNewPrivs:\t" + (strict ? 1 : 0)));
        }
    }

    @Test
    void theWorkbenchIsNotFiltered() throws IOException {
        var workbench = ContainerSpec.of("base").profile(Profile.WORKBENCH);
        assertTrue(lab.output(workbench, "cat /proc/self/status").contains("Seccomp:\t0"));
        assertNotEquals(0, lab.code("unshare -n true"));
    }

    @Test
    void capabilitiesAreThoseAskedForAtStartAndWhenJoining() throws IOException {
        var none = Isolation.DEFAULT.withCapabilities(Set.of());
        var spec = TestLab.sleeper("box").isolation(none).build();
        try (var running = lab.containers().start(spec, null)) {
            for (var set : List.of("CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb")) {
                assertEquals("0000000000000000", TestLab.status(running.pid()).get(set));
            }
            assertTrue(lab.joined("box", "cat /proc/self/status").contains("CapEff:\t0000000000000000"));
        }
        var raw = Isolation.DEFAULT.withCapabilities(Set.of(Capability.CAP_NET_RAW, Capability.CAP_SYS_ADMIN));
        assertTrue(output(raw, "cat /proc/self/status").contains("CapEff:\t0000000000202000"));
        assertEquals("mounted", output(raw, "mount -t tmpfs none /mnt && echo mounted"));
    }

    @Test
    void privilegedHasAllAndHidesNothing() throws IOException {
        var isolation = Isolation.DEFAULT.withPrivileges();
        var status = output(isolation, "cat /proc/self/status /proc/mounts");
        var last = new String(KernelFiles.read("/proc/sys/kernel/cap_last_cap"), StandardCharsets.US_ASCII).strip();
        assertTrue(status.contains(String.format("CapEff:\t%016x", (2L << Integer.parseInt(last)) - 1)), status);
        assertTrue(status.contains("Seccomp:\t0"), status);
        assertTrue(!status.contains(" /proc/sys proc ro"), status);
    }

    @Test
    void aReadOnlyRootIsReadOnlyAndItsTmpfsIsNot() throws IOException {
        var spec = box(Isolation.DEFAULT.withReadOnly(true)).tmpfs(Tmpfs.parse("/run"));
        assertEquals(
                "no no yes yes",
                lab.output(
                        spec,
                        "for f in /x /etc/x /run/x /dev/shm/x; do "
                                + "(: > $f) 2>/dev/null && echo yes || echo no; done | tr '\\n' ' '"));
    }
}
