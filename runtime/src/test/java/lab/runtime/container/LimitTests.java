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
import java.util.OptionalDouble;
import java.util.OptionalLong;
import lab.runtime.cgroup.CgroupException;
import lab.runtime.cgroup.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits as they act on a container. */
@Tag("kernel")
final class LimitTests {

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

    private static Limits memory(long bytes) {
        return new Limits(OptionalLong.of(bytes), OptionalDouble.empty(), OptionalLong.empty());
    }

    private void assumeCgroups() {
        assumeTrue(lab.containers().cgroups().writable(), "this user may not make cgroups here");
    }

    @Test
    void itsProcessIsInTheCgroupWithTheLimit() throws IOException {
        assumeCgroups();
        var spec = TestLab.sleeper("box").limits(memory(64 << 20)).build();
        try (var running = lab.containers().start(spec, null)) {
            var cgroup = lab.containers().get("box").cgroup();
            for (var directory : cgroup.directories()) {
                var processes = Files.readAllLines(directory.resolve("cgroup.procs"));
                assertEquals(List.of(Integer.toString(running.pid())), processes, directory.toString());
            }
        }
    }

    @Test
    void aProcessThatJoinsIsInTheSameCgroups() throws IOException {
        assumeCgroups();
        lab.containers()
                .start(TestLab.sleeper("box").limits(memory(64 << 20)).build(), null)
                .close();
        var inside = lab.joined("box", "cat /proc/1/cgroup; echo; cat /proc/self/cgroup")
                .split("\n\n");
        assertEquals(inside[0], inside[1]);
    }

    @Test
    void tooMuchMemoryEndsTheContainerAndNothingElse() throws IOException {
        assumeCgroups();
        var spec = ContainerSpec.of("base").limits(memory(8 << 20)).command("tail", "/dev/zero");
        try (var running = lab.containers().start(spec.build(), null)) {
            assertEquals(137, running.await());
        }
    }

    @Test
    void noMoreProcessesThanAllowed() throws IOException {
        assumeCgroups();
        var limits = new Limits(OptionalLong.empty(), OptionalDouble.empty(), OptionalLong.of(5));
        var output = lab.output(
                ContainerSpec.of("base").limits(limits), "for i in 1 2 3 4 5 6 7 8; do sleep 1000 & done; echo over");
        assertTrue(output.contains("fork"), output);
    }

    @Test
    void whoMayNotLimitIsToldSoAndNothingIsMade() throws IOException {
        assumeFalse(lab.containers().cgroups().writable(), "this user may make cgroups here");
        var spec = TestLab.sleeper("box").limits(memory(64 << 20)).build();
        assertThrows(CgroupException.class, () -> lab.containers().start(spec, null));
        assertTrue(lab.containers().list().isEmpty());
    }
}
