package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.image.ImageConfig.History;
import lab.runtime.image.ImageStore;
import lab.runtime.image.RunConfigBuilder;
import lab.runtime.image.StoredLayer;
import lab.runtime.kernel.KernelVersion;
import lab.runtime.layer.TarEntry;
import lab.runtime.layer.TarWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers of images with several layers, and what their configuration says. */
@Tag("kernel")
final class LayeredImageTests {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    private Path dir;

    /** What changes a configuration. */
    private interface Change {
        RunConfigBuilder apply(RunConfigBuilder run);
    }

    /** An image of base with more layers on top, number N of which writes N to /number and makes /layer-N. */
    private static void image(ImageStore store, String name, int layers, Change change) throws IOException {
        var base = store.get("base");
        var config =
                base.config().withRun(change.apply(base.config().run().with()).build());
        var all = new ArrayList<StoredLayer>();
        all.add(new StoredLayer(
                base.manifest().layers().get(0), base.config().diffIds().get(0)));
        try (var writer = store.writer()) {
            for (var i = 1; i <= layers; i++) {
                var number = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
                var previous = "layer-" + (i - 1);
                var own = "layer-" + i;
                var layer = writer.layer(out -> {
                    var tar = new TarWriter(out);
                    tar.put(TarEntry.of("number", TarEntry.FILE, 0644, number.length), number);
                    tar.put(TarEntry.of(".wh." + previous, TarEntry.FILE, 0, 0));
                    tar.put(TarEntry.of(own, TarEntry.FILE, 0644, 0));
                    tar.put(TarEntry.of("etc/of-" + own, TarEntry.FILE, 0644, 0));
                    tar.finish();
                });
                all.add(layer);
                config = config.plusLayer(layer.diffId(), History.of(NOW, "layer " + own, false));
            }
            writer.tag(name, writer.image(config, all));
        }
    }

    @Test
    void sixtyLayersAreOneRoot() throws IOException {
        assumeTrue(
                !TestLab.root() || KernelVersion.running().atLeast(6, 7),
                "before Linux 6.7 the layers of an overlay that is made by descriptors fit into 256 bytes");
        try (var lab = new TestLab(dir)) {
            image(lab.containers().images(), "sixty:1", 60, run -> run);
            var text = lab.output(
                    ContainerSpec.of("sixty:1"),
                    "cat /number; echo; echo /layer-*; ls -d /etc/of-layer-* | wc -l; stat -c %a /etc");
            assertEquals("60\n/layer-60\n60\n755", text);
        }
    }

    @Test
    void whatTheConfigurationSaysIsDone() throws IOException {
        try (var lab = new TestLab(dir)) {
            var user = TestLab.wide() ? "65534" : "0";
            image(
                    lab.containers().images(),
                    "configured:1",
                    2,
                    run -> run.env("COLOUR", "blue")
                            .user(user)
                            .workingDir("/made/here")
                            .entrypoint(List.of("sh", "-c"))
                            .cmd(List.of("echo $COLOUR; id -u; pwd")));
            try (var running =
                    lab.containers().start(ContainerSpec.of("configured:1").build(), null)) {
                running.await();
                var log = Files.readString(lab.containers().log(running.id()));
                assertEquals("blue\n" + user + "\n/made/here\n", log);
            }
        }
    }

    @Test
    void aContainerKeepsItsImageWhenTheNameMoves() throws IOException {
        try (var lab = new TestLab(dir)) {
            var images = lab.containers().images();
            image(images, "moving:1", 1, run -> run);
            var box = lab.containers()
                    .create(ContainerSpec.of("moving:1")
                            .name("box")
                            .command("cat", "/number")
                            .build());
            image(images, "moving:1", 2, run -> run);
            try (var running = lab.containers().start("box", null)) {
                running.await();
            }
            assertEquals("1", Files.readString(lab.containers().log("box")));
            assertTrue(box.spec().imageReference().startsWith("sha256:"));
        }
    }
}
