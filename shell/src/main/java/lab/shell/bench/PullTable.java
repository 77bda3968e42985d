package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lab.runtime.image.Digest;
import lab.runtime.image.ImageConfig;
import lab.runtime.image.ImageName;
import lab.runtime.image.ImageStore;
import lab.runtime.image.StoredLayer;
import lab.runtime.kernel.Kernel;
import lab.runtime.registry.Access;
import lab.runtime.registry.Credentials;
import lab.runtime.registry.Patience;
import lab.runtime.registry.Progress;
import lab.runtime.registry.Pull;
import lab.runtime.registry.Push;
import lab.runtime.registry.RegistryConfig;
import lab.shell.session.Lab;

/** An image of 300 MB from a registry on loopback into an empty store, unpacked. */
final class PullTable implements Table {

    private static final int ROUNDS = 3;
    private static final int LAYERS = 4;
    private static final int FILES = 5000;
    private static final int SIZE = 15_000;
    private static final int FOLDERS = 100;

    @Override
    public String word() {
        return "pull";
    }

    @Override
    public String about() {
        return "300 MB, 20,000 files, from docker-registry into an empty store, unpacked";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        out.println(about());
        out.println(HEADER);
        if (!Command.has("docker-registry")) {
            out.println("  left out: docker-registry is not installed");
            return;
        }
        var folder = Files.createTempDirectory("lab-bench-pull");
        try (var registry = DockerRegistry.start(folder.resolve("registry"))) {
            var name = ImageName.parse(registry.name() + "/bench:1");
            offer(folder, name);
            measure(folder, name, out);
        } finally {
            Command.run(List.of("rm", "-rf", folder.toString()));
        }
    }

    private static void offer(Path folder, ImageName name) throws IOException {
        var store = new ImageStore(folder.resolve("made"));
        try (var writer = store.writer()) {
            var config = ImageConfig.scratch(Instant.EPOCH);
            var layers = new ArrayList<StoredLayer>();
            for (var i = 0; i < LAYERS; i++) {
                var tar = tar(folder, i);
                var layer = writer.layer(out -> Files.copy(tar, out));
                layers.add(layer);
                config = config.plusLayer(layer.diffId(), ImageConfig.History.of(Instant.EPOCH, "layer " + i, false));
            }
            writer.tag(name.toString(), writer.image(config, layers));
        }
        new Push(store, access(folder), new Quiet()).run(name);
    }

    /** An archive of files that no compression makes smaller. */
    private static Path tar(Path folder, int layer) throws IOException {
        var random = new Random(layer);
        var content = new byte[SIZE];
        var top = folder.resolve("files").resolve("layer" + layer);
        for (var i = 0; i < FILES; i++) {
            random.nextBytes(content);
            var into = Files.createDirectories(top.resolve(Integer.toString(i % FOLDERS)));
            Files.write(into.resolve("file" + i), content);
        }
        var tar = folder.resolve("layer" + layer + ".tar");
        Command.run(List.of("tar", "-C", folder.resolve("files").toString(), "-cf", tar.toString(), "layer" + layer));
        return tar;
    }

    private static void measure(Path folder, ImageName name, PrintWriter out) throws IOException {
        var podman = Kernel.get().geteuid() == 0 && Command.has("podman");
        var ours = new long[ROUNDS];
        var theirs = new long[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            var data = folder.resolve("ours");
            ours[round] = Work.time(() -> {
                var store = new ImageStore(data);
                new Pull(store, access(folder), new Quiet()).run(name, Optional.empty());
                store.open(name.toString());
            });
            Command.run(List.of("rm", "-rf", data.toString()));
            if (podman) {
                theirs[round] = Work.time(
                        () -> Command.run(podman(folder, "pull", "-q", "--tls-verify=false", name.toString())));
                Command.run(podman(folder, "rmi", "-f", name.toString()));
            }
        }
        var series = new Series("lab pull, unpacked", ours);
        out.println(series.row(series));
        out.println(
                podman
                        ? new Series("podman pull (overlay)", theirs).row(series)
                        : "  podman: not installed, or it needs root");
    }

    private static List<String> podman(Path folder, String... words) {
        var line = new ArrayList<>(List.of(
                "podman",
                "--root",
                folder.resolve("podman").toString(),
                "--runroot",
                folder.resolve("podman-run").toString(),
                "--storage-driver",
                "overlay"));
        line.addAll(List.of(words));
        return line;
    }

    private static Access access(Path folder) {
        return new Access(new Credentials(folder.resolve("config.json")), RegistryConfig.NONE, false, Patience.USUAL);
    }

    /** Nobody looks on. */
    private static final class Quiet implements Progress {

        @Override
        public void step(Digest layer, Step step) {
            // Painting is no part of what is measured.
        }

        @Override
        public void bytes(Digest layer, long done, long total) {
            // The same.
        }
    }
}
