package lab.runtime.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cgroups on this kernel, as this user may make them. */
@Tag("kernel")
final class CgroupsTests {

    private static final long MEMORY = 64L << 20;
    private static final Limits ALL = new Limits(OptionalLong.of(MEMORY), OptionalDouble.of(0.5), OptionalLong.of(20));

    private final String name = "test-" + ProcessHandle.current().pid();
    private Cgroups cgroups;

    @BeforeEach
    void look() throws IOException {
        cgroups = Cgroups.ofThisProcess();
    }

    @AfterEach
    void removeAll() throws IOException {
        cgroups.named(name).remove();
    }

    private Cgroup limited() throws IOException {
        assumeTrue(cgroups.writable(), "this user may not make cgroups here");
        return cgroups.create(name, ALL);
    }

    /** The one file of that name among the cgroup's directories. */
    private static String value(Cgroup cgroup, String file) throws IOException {
        for (var directory : cgroup.directories()) {
            if (Files.exists(directory.resolve(file))) {
                return Files.readString(directory.resolve(file)).strip();
            }
        }
        throw new IOException("no " + file + " in " + cgroup.directories());
    }

    @Test
    void theFlavourIsThatOfTheMountTable() throws IOException {
        var mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        var one = mounts.contains(" - cgroup ");
        var two = mounts.contains(" - cgroup2 ");
        var expected = one ? (two ? Flavour.HYBRID : Flavour.V1) : two ? Flavour.V2 : Flavour.NONE;
        assertEquals(expected, cgroups.flavour());
    }

    @Test
    void theKernelHasTheLimitsAsAskedFor() throws IOException {
        var cgroup = limited();
        if (cgroups.flavour() == Flavour.V2) {
            assertEquals(Long.toString(MEMORY), value(cgroup, "memory.max"));
            assertEquals("50000 100000", value(cgroup, "cpu.max"));
        } else {
            assertEquals(Long.toString(MEMORY), value(cgroup, "memory.limit_in_bytes"));
            assertEquals("50000", value(cgroup, "cpu.cfs_quota_us"));
            assertEquals("100000", value(cgroup, "cpu.cfs_period_us"));
        }
        assertEquals("20", value(cgroup, "pids.max"));
    }

    @Test
    void itLiesInTheSubtreeOfTheLabAndGoesWithoutTrace() throws IOException {
        var cgroup = limited();
        for (var directory : cgroup.directories()) {
            assertEquals(Cgroups.SUBTREE, directory.getParent().getFileName().toString());
        }
        Files.createDirectory(cgroup.directories().get(0).resolve("below"));
        cgroup.remove();
        assertFalse(cgroup.exists());
    }

    @Test
    void aLimitTheKernelRefusesLeavesNothing() throws IOException {
        assumeTrue(cgroups.writable(), "this user may not make cgroups here");
        var tooLittle = new Limits(OptionalLong.empty(), OptionalDouble.of(0.0001), OptionalLong.empty());
        var error = assertThrows(CgroupException.class, () -> cgroups.create(name, tooLittle));
        assertTrue(error.getMessage().contains("--cpus"), error.getMessage());
        assertFalse(cgroups.named(name).exists());
    }

    @Test
    void limitsThatCannotBeSetAreRefusedWithReasonAndRemedy() throws IOException {
        assumeFalse(cgroups.writable(), "this user may make cgroups here");
        var error = assertThrows(CgroupException.class, () -> cgroups.create(name, ALL));
        assertTrue(error.getMessage().contains("--memory needs memory.max"), error.getMessage());
        assertTrue(error.getMessage().contains("root") || error.getMessage().contains("Delegate"), error.getMessage());
    }

    @Test
    void withoutLimitsItIsAsMuchAsThisUserMayHave() throws IOException {
        var cgroup = cgroups.create(name, Limits.NONE);
        assertEquals(cgroups.writable(), cgroup.exists());
    }

    @Test
    void killEndsAllProcessesInIt() throws Exception {
        var cgroup = limited();
        var process = new ProcessBuilder("sleep", "1000").start();
        try {
            for (var directory : cgroup.directories()) {
                Files.writeString(directory.resolve("cgroup.procs"), Long.toString(process.pid()));
            }
            cgroup.kill();
            assertEquals(137, process.waitFor());
            cgroup.remove();
            assertFalse(cgroup.exists());
        } finally {
            process.destroyForcibly();
        }
    }
}
