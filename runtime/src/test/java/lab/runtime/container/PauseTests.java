package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.cgroup.CgroupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that stand still and go on. */
@Tag("kernel")
final class PauseTests {

    private static final int SIGTERM = 15;

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

    private Running start(String script) throws IOException {
        return lab.containers()
                .start(
                        ContainerSpec.of("base")
                                .name("box")
                                .command("sh", "-c", script)
                                .build(),
                        null);
    }

    private void assumeCgroups() {
        assumeTrue(lab.containers().cgroups().writable(), "this user may not make cgroups here");
    }

    /** User and system time in clock ticks; fields 14 and 15 of proc_pid_stat(5). */
    private static long cpuTime(int pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    @Test
    void aPausedContainerUsesNoTimeAndGoesOnLater() throws Exception {
        assumeCgroups();
        try (var running = start("while :; do :; done")) {
            lab.containers().pause("box");
            assertEquals(State.PAUSED, lab.containers().get("box").state());
            assertTrue(lab.containers().get("box").running());
            var before = cpuTime(running.pid());
            Thread.sleep(300);
            assertEquals(before, cpuTime(running.pid()));
            lab.containers().unpause("box");
            assertEquals(State.RUNNING, lab.containers().get("box").state());
            while (cpuTime(running.pid()) == before) {
                Thread.sleep(10);
            }
        }
    }

    @Test
    void whatIsPausedCannotBePausedAgainOrJoined() throws IOException {
        assumeCgroups();
        try (var running = start("sleep 1000")) {
            assertTrue(running.pid() > 0);
            var not = assertThrows(
                    ContainerException.class, () -> lab.containers().unpause("box"));
            assertEquals("container box is not paused", not.getMessage());
            lab.containers().pause("box");
            var twice = assertThrows(
                    ContainerException.class, () -> lab.containers().pause("box"));
            assertEquals("container box is already paused", twice.getMessage());
            assertEquals(1, twice.exitCode());
            assertThrows(ContainerException.class, () -> lab.joined("box", ExecSpec.of(List.of("true"))));
        }
    }

    @Test
    void aSignalWakesIt() throws IOException {
        assumeCgroups();
        try (var running = start("trap 'exit 9' TERM; echo ready; while :; do sleep 0.1; done")) {
            while (Files.size(lab.containers().log("box")) == 0) {
                Thread.onSpinWait();
            }
            lab.containers().pause("box");
            lab.containers().kill("box", SIGTERM);
            assertEquals(9, running.await());
        }
    }

    @Test
    void aPausedContainerIsRemovedByForceOnly() throws IOException {
        assumeCgroups();
        start("sleep 1000").close();
        lab.containers().pause("box");
        assertThrows(ContainerException.class, () -> lab.containers().remove("box", false));
        lab.containers().remove("box", true);
        assertTrue(lab.containers().list().isEmpty());
    }

    @Test
    void withoutCgroupsItIsToldWhy() throws IOException {
        assumeFalse(lab.containers().cgroups().writable(), "this user may make cgroups here");
        start("sleep 1000").close();
        var error = assertThrows(CgroupException.class, () -> lab.containers().pause("box"));
        assertTrue(error.getMessage().contains("Delegate=yes"), error.getMessage());
    }
}
