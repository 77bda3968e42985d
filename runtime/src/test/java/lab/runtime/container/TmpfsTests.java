package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lab.runtime.image.SharedBase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TmpfsTests {

    @Test
    void readsAPathAndItsOptions() {
        assertEquals(new Tmpfs("/run", Map.of()), Tmpfs.parse("/run"));
        assertEquals(new Tmpfs("/run", Map.of("size", "64m", "mode", "755")), Tmpfs.parse("/run:size=64m,mode=755"));
        assertEquals(
                "/run:mode=755,size=64m", Tmpfs.parse("/run:size=64m,mode=755").toString());
    }

    @Test
    void refusesWhatIsNoPlaceAndNoOption() {
        assertThrows(IllegalArgumentException.class, () -> Tmpfs.parse("run"));
        assertThrows(IllegalArgumentException.class, () -> Tmpfs.parse("/"));
        assertThrows(IllegalArgumentException.class, () -> Tmpfs.parse("/run:exec"));
    }

    @Test
    @Tag("kernel")
    void isMountedWhereItIsAskedFor(@TempDir Path dir) throws IOException {
        var paths = new LabPaths(dir.resolve("run"), SharedBase.in(dir.resolve("data")), dir.resolve("state"));
        var spec = ContainerSpec.of("base")
                .tmpfs(Tmpfs.parse("/tmp/anvil/inner:mode=700"))
                .command(
                        "sh",
                        "-c",
                        "grep /tmp/anvil /proc/mounts; ls -ld /tmp/anvil/inner; echo x > /tmp/anvil/inner/x")
                .build();
        try (var containers = Containers.in(paths);
                var running = containers.start(spec, null)) {
            assertEquals(0, running.await());
            var log = Files.readString(containers.log(running.id()));
            assertTrue(log.startsWith("tmpfs /tmp/anvil/inner tmpfs rw,nosuid,nodev,noexec"), log);
            assertTrue(log.contains("\ndrwx------"), log);
            containers.remove(running.id(), true);
        }
    }
}
