package lab.runtime.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that are made of containers. */
@Tag("kernel")
final class CommitTests {

    @TempDir
    private Path dir;

    private Workshop shop;

    @BeforeEach
    void open() throws IOException {
        shop = new Workshop(dir);
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    private void box(String... command) throws IOException {
        try (var running = shop.containers()
                .start(
                        ContainerSpec.of("base")
                                .name("box")
                                .env("A", "1")
                                .command(command)
                                .build(),
                        null)) {
            running.await();
        }
    }

    private Commit commit(String... changes) {
        return new Commit("box", "built", "me", "a remark", List.of(changes), true);
    }

    @Test
    void anImageHasWhatTheContainerChangedAndDoesWhatItDid() throws IOException {
        box("sh", "-c", "echo line >> /file; cat /file; echo $A");
        var id = commit().run(shop.containers());
        assertEquals("line\nline\n1", shop.output());
        var image = shop.image();
        assertEquals(id, image.id());
        assertEquals(2, image.layers().size());
        assertEquals("me", image.config().author());
        var step = image.config().history().get(image.config().history().size() - 1);
        assertEquals("a remark", step.comment());
    }

    @Test
    void changesAreInstructions() throws IOException {
        box("touch", "/file");
        commit("CMD [\"cat\", \"/proc/self/environ\"]", "ENV B=2 C=$B").run(shop.containers());
        assertTrue(shop.output().contains("B=2"), shop.output());
        var refused =
                assertThrows(DockerfileException.class, () -> commit("RUN ls").run(shop.containers()));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("RUN is no change of a configuration"),
                refused.getMessage());
    }

    @Test
    void aRunningContainerGoesOnAfterwards() throws IOException {
        shop.containers()
                .start(
                        ContainerSpec.of("base")
                                .name("box")
                                .command("sleep", "1000")
                                .build(),
                        null)
                .close();
        commit("CMD echo copied").run(shop.containers());
        assertEquals(State.RUNNING, shop.containers().get("box").state());
        assertEquals("copied", shop.output());
    }
}
