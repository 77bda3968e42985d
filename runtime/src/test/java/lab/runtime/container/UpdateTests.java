package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import lab.runtime.cgroup.CgroupException;
import lab.runtime.cgroup.Flavour;
import lab.runtime.cgroup.Limits;
import lab.runtime.cgroup.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits that are changed while a container runs. */
@Tag("kernel")
final class UpdateTests {

    private static final long MIB = 1 << 20;

    @TempDir
    private Path dir;

    private TestLab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new TestLab(dir);
        assumeTrue(lab.containers().cgroups().writable(), "this user may not make cgroups here");
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    private boolean unified() {
        return lab.containers().cgroups().flavour() == Flavour.V2;
    }

    private Map<String, String> kernel() throws IOException {
        return lab.containers().get("box").cgroup().settings().stream()
                .collect(Collectors.toMap(Setting::name, Setting::value, (one, two) -> one));
    }

    private Running start(Limits limits) throws IOException {
        return lab.containers().start(TestLab.sleeper("box").limits(limits).build(), null);
    }

    @Test
    void theKernelHasTheNewLimitsAndTheRecordKeepsTheOthers() throws IOException {
        try (var running = start(Limits.NONE.withMemory(64 * MIB).withPids(20))) {
            assertTrue(running.pid() > 0);
            lab.containers()
                    .update(
                            "box",
                            Limits.NONE.withMemory(128 * MIB).withCpus(0.5).withShares(2048));
            assertEquals(Long.toString(128 * MIB), kernel().get("memory.max"));
            assertEquals("20", kernel().get("pids.max"));
            assertEquals(unified() ? "50000 100000" : "50000", kernel().get("cpu.max"));
            assertEquals(unified() ? "200" : "2048", kernel().get("cpu.weight"));
            var limits = lab.containers().get("box").spec().limits();
            assertEquals(128 * MIB, limits.memory().getAsLong());
            assertEquals(20, limits.pids().getAsLong());
            lab.containers().update("box", Limits.NONE.withPids(Limits.UNLIMITED));
            assertEquals("max", kernel().get("pids.max"));
        }
    }

    @Test
    void memoryAndSwapGoUpAndDownTogether() throws IOException {
        try (var running = start(Limits.NONE.withMemory(64 * MIB))) {
            assertTrue(running.pid() > 0);
            assumeTrue(kernel().containsKey("memory.swap.max"), "this kernel keeps no account of swap");
            assertEquals(Long.toString((unified() ? 64 : 128) * MIB), kernel().get("memory.swap.max"));
            lab.containers().update("box", Limits.NONE.withMemory(256 * MIB).withSwap(256 * MIB));
            assertEquals(Long.toString(256 * MIB), kernel().get("memory.max"));
            assertEquals(unified() ? "0" : Long.toString(256 * MIB), kernel().get("memory.swap.max"));
            lab.containers().update("box", Limits.NONE.withMemory(32 * MIB).withSwap(32 * MIB));
            assertEquals(Long.toString(32 * MIB), kernel().get("memory.max"));
        }
    }

    @Test
    void aRunningContainerIsPinnedToACpu() throws IOException {
        try (var running = start(Limits.NONE)) {
            lab.containers().update("box", Limits.NONE.withCpuset("0"));
            assertEquals("0", kernel().get("cpuset.cpus"));
            assertEquals("0", TestLab.status(running.pid()).get("Cpus_allowed_list"));
            assertEquals("0", lab.joined("box", "grep Cpus_allowed_list /proc/self/status | cut -f 2"));
        }
    }

    @Test
    void aNewContainerIsPinnedFromItsFirstInstruction() throws IOException {
        assertEquals(
                "0",
                lab.output(
                        ContainerSpec.of("base").limits(Limits.NONE.withCpuset("0")),
                        "grep Cpus_allowed_list /proc/self/status | cut -f 2"));
    }

    @Test
    void aRefusedLimitIsToldAndNotWrittenDown() throws IOException {
        try (var running = start(Limits.NONE)) {
            assertTrue(running.pid() > 0);
            var error = assertThrows(
                    CgroupException.class, () -> lab.containers().update("box", Limits.NONE.withCpuset("4000")));
            assertTrue(error.getMessage().contains("--cpuset-cpus"), error.getMessage());
            assertTrue(lab.containers().get("box").spec().limits().none());
        }
    }

    @Test
    void anOomKillIsOnRecord() throws IOException {
        var hungry = ContainerSpec.of("base").name("box").command("tail", "/dev/zero");
        var limits = Limits.NONE.withMemory(16 * MIB).withSwap(16 * MIB);
        try (var running = lab.containers().start(hungry.limits(limits).build(), null)) {
            assertEquals(137, running.await());
        }
        var status = lab.containers().get("box");
        assertEquals(State.EXITED, status.state());
        assertTrue(status.oomKilled());
        assertTrue(status.finished().orElseThrow().isAfter(status.started().orElseThrow()));
        try (var quiet = lab.containers()
                .start(ContainerSpec.of("base").name("two").command("true").build(), null)) {
            quiet.await();
        }
        assertFalse(lab.containers().get("two").oomKilled());
        assertTrue(Files.isDirectory(status.cgroup().directories().get(0)));
    }
}
