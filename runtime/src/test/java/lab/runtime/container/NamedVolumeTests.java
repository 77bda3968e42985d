package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes that outlive the containers that see them. */
@Tag("kernel")
final class NamedVolumeTests {

    @TempDir
    private Path dir;

    private TestLab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new TestLab(dir);
    }

    @AfterEach
    void close() throws IOException {
        for (var container : lab.containers().list()) {
            lab.containers().remove(container.id(), true, true);
        }
        for (var volume : lab.containers().volumes().list()) {
            lab.containers().volumes().remove(volume.name());
        }
        lab.close();
    }

    private static ContainerSpec.Builder with(String volume) {
        return ContainerSpec.of("base").volume(Volume.parse(volume));
    }

    private List<String> names() throws IOException {
        return lab.containers().volumes().list().stream().map(NamedVolume::name).toList();
    }

    @Test
    void whatOneContainerWritesTheNextOneReads() throws IOException {
        assertEquals("", lab.output(with("data:/d"), "echo hello > /d/f"));
        assertEquals("hello\n0:0", lab.output(with("data:/other"), "cat /other/f; stat -c %u:%g /other/f"));
        assertEquals(List.of("data"), names());
        assertTrue(lab.output(with("data:/d:ro"), "echo x > /d/g").contains("Read-only"));
    }

    @Test
    void anEmptyOneGetsWhatTheImageHasThere() throws IOException {
        assertEquals("log tmp 1777", lab.output(with("data:/var"), "echo $(ls /var) $(stat -c %a /var/tmp)"));
        assertEquals("", lab.output(with("bare:/var:nocopy"), "ls /var"));
        lab.output(with("data:/var"), "rm -r /var/tmp");
        assertEquals("log", lab.output(with("data:/etc"), "ls /etc | grep -v host | grep -v resolv"));
    }

    @Test
    void ownersInItAreThoseOfTheContainer() throws IOException {
        assumeTrue(TestLab.wide(), "this user has no id range, so a container has only one user");
        lab.output(with("data:/d"), "echo x > /d/f; chown 33:44 /d/f; chmod 600 /d/f");
        assertEquals("33:44", lab.output(with("data:/d"), "stat -c %u:%g /d/f"));
    }

    @Test
    void oneInUseIsNotRemoved() throws IOException {
        lab.containers().create(with("data:/d").name("box").build());
        var refused = assertThrows(
                ContainerException.class, () -> lab.containers().volumes().remove("data"));
        assertEquals("volume data is in use by box: remove that first", refused.getMessage());
        lab.containers().remove("box", false, true);
        assertEquals(List.of("data"), names());
        lab.containers().volumes().remove("data");
        assertFalse(Files.exists(lab.paths().data().resolve("volumes/data")));
    }

    @Test
    void oneWithoutANameGoesWithItsContainerIfAskedTo() throws IOException {
        var volumes = lab.containers().volumes();
        var kept = volumes.create("", Map.of(), true);
        lab.containers()
                .create(ContainerSpec.of("base")
                        .name("box")
                        .volume(new Volume(kept.name(), "/d", false, false))
                        .build());
        lab.containers().remove("box", false);
        assertEquals(List.of(kept.name()), names());
        lab.containers()
                .create(ContainerSpec.of("base")
                        .name("box")
                        .volume(new Volume(kept.name(), "/d", false, false))
                        .build());
        lab.containers().remove("box", false, true);
        assertEquals(List.of(), names());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data", "data:", "data:rel", "data:/", "data:/d:rx", "data:/d:rslave", "-x:/d", "data:/proc/x"})
    void whatIsNoVolumeIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Volume.parse(text));
    }

    @Test
    void propagationThatTheKernelWouldNotGrantIsRefused() {
        var kind = TestLab.root() ? "rshared" : "rslave";
        var spec = ContainerSpec.of("base")
                .volume(Volume.parse(dir + ":/d:" + kind))
                .command("true");
        var refused = assertThrows(
                ContainerException.class,
                () -> lab.containers().start(spec.build(), null).close());
        assertTrue(
                String.valueOf(refused.getMessage()).contains(TestLab.root() ? "wants --userns host" : "needs root"),
                refused.getMessage());
    }
}
