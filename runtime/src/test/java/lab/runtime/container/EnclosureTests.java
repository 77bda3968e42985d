package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.image.ImageStore;
import lab.runtime.image.SharedBase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that what is enclosed stays within its bounds and leaves nothing. */
@Tag("kernel")
final class EnclosureTests {

    private static final Enclosure.Bounds BOUNDS = new Enclosure.Bounds(64L << 20, 40, 32L << 20, 400);

    @TempDir
    private Path dir;

    private static void assumeBounded() throws IOException {
        assumeTrue(
                TestLab.root()
                        && Cgroups.ofThisProcess().offers("memory")
                        && Cgroups.ofThisProcess().offers("pids"),
                "an enclosure needs root and cgroups that limit memory and processes");
    }

    private Containers containers(Enclosure enclosure) throws IOException {
        var images = new ImageStore(SharedBase.in(dir.resolve("data")));
        return Containers.in(enclosure.paths(), images, enclosure.cgroups(), spec -> {});
    }

    private String output(Containers containers, String script) throws IOException {
        var spec = ContainerSpec.of("base").command("sh", "-c", script).build();
        try (var running = containers.start(spec, null)) {
            running.await();
            return Files.readString(containers.log(running.id())).strip();
        }
    }

    private boolean mounted() throws IOException {
        return Files.readString(Path.of("/proc/self/mountinfo")).contains(dir.resolve("run/enclosures") + "/");
    }

    @Test
    void boundsHoldForAllContainersTogether() throws Exception {
        assumeBounded();
        try (var enclosure = Enclosure.open(dir.resolve("run"), BOUNDS);
                var containers = containers(enclosure)) {
            var fill = "dd if=/dev/zero of=/fill bs=1M count=100 2>/dev/null; s=$(wc -c </fill); rm /fill; echo $s";
            assertTrue(Long.parseLong(output(containers, fill)) <= BOUNDS.disk());
            var files =
                    "i=0; while (: >/tmp/$i) 2>/dev/null; do i=$((i+1)); [ $i -lt 900 ] || break; done; s=$(ls /tmp | wc -l); "
                            + "rm -r /tmp; echo $s";
            assertTrue(Integer.parseInt(output(containers, files)) < BOUNDS.files());
            containers.start(TestLab.sleeper("one").build(), null).close();
            var forks = output(containers, "for i in $(seq 60); do sleep 1000 & done");
            assertTrue(forks.contains("Resource temporarily unavailable"), forks);
        }
        assertFalse(mounted());
    }

    @Test
    void nothingIsLeftWhenItIsClosedWhileItsContainersRun() throws Exception {
        assumeBounded();
        var enclosure = Enclosure.open(dir.resolve("run"), BOUNDS);
        var cgroup = enclosure.cgroups().hierarchies().get(0).own();
        assertTrue(mounted());
        try (var containers = containers(enclosure)) {
            containers.start(TestLab.sleeper("one").build(), null).close();
            assertFalse(containers.list().isEmpty());
        }
        enclosure.close();
        assertFalse(mounted());
        assertFalse(Files.exists(cgroup));
        assertEquals(0, dir.resolve("run/enclosures").toFile().list().length);
    }

    @Test
    void whatAKilledLabLeftGoesWithTheNext() throws Exception {
        assumeBounded();
        // A process that is gone: none has started before the machine itself.
        var gone = new Maker(1, 0);
        var enclosure = Enclosure.open(dir.resolve("run"), BOUNDS, gone);
        try (var containers = containers(enclosure)) {
            containers.start(TestLab.sleeper("one").build(), null).close();
        }
        try (var other = Enclosure.open(dir.resolve("run"), BOUNDS)) {
            Enclosure.sweep(dir.resolve("run"));
            assertEquals(1, dir.resolve("run/enclosures").toFile().list().length);
            assertFalse(Files.exists(enclosure.cgroups().hierarchies().get(0).own()));
            assertTrue(Files.exists(other.cgroups().hierarchies().get(0).own()));
        }
    }

    @Test
    void whoCannotBoundItIsToldSo() throws Exception {
        assumeTrue(!TestLab.root(), "root can bound it");
        var refused = assertThrows(ContainerException.class, () -> Enclosure.open(dir.resolve("run"), BOUNDS));
        assertTrue(refused.getMessage().contains("as root"), refused.getMessage());
    }
}
