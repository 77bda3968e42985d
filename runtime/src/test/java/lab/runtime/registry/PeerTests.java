package lab.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lab.runtime.image.Descriptor;
import lab.runtime.image.ImageConfig;
import lab.runtime.image.ImageName;
import lab.runtime.image.Index;
import lab.runtime.image.MediaType;
import lab.runtime.image.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same images seen by others: Debian's docker-registry, and skopeo. */
final class PeerTests {

    private static final Login KIM = new Login("kim", "s3cret");

    /** The same in bcrypt, as the registry's file of passwords has it. */
    private static final String KIM_LINE = "kim:$2b$04$.VVo.tplLh4dHQidy7qVbeusgb.D3cDKwSXYImWakxFiRaoFUETz2\n";

    @TempDir
    private Path dir;

    private TestStore here;
    private Access access;

    @BeforeEach
    void start() {
        here = new TestStore(dir.resolve("here"));
        access = TestStore.access(dir);
    }

    private void push(String name, Steps steps, int chunk) throws IOException {
        new Push(here.store(), access, steps, chunk).run(ImageName.parse(name));
    }

    private Pull.Pulled pull(TestStore to, String name, Optional<Platform> platform) throws IOException {
        return new Pull(to.store(), access, new Steps()).run(ImageName.parse(name), platform);
    }

    /** Runs a program of this host that must succeed within a minute. */
    private String run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), String.join(" ", command));
            assertEquals(0, process.exitValue(), String.join(" ", command) + "\n" + output);
            return output.strip();
        } finally {
            process.destroyForcibly();
        }
    }

    private void skopeo(String from, String to, String... options) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/skopeo")), "skopeo is not installed");
        var all = new ArrayList<>(List.of("skopeo", "--insecure-policy", "copy", "-q"));
        all.addAll(List.of(options));
        all.addAll(List.of("--src-tls-verify=false", "--dest-tls-verify=false", from, to));
        run(all.toArray(new String[0]));
    }

    @Test
    void aDockerRegistryTakesAndGivesWhatWePush() throws Exception {
        try (var peer = DockerRegistry.start(dir.resolve("peer"), "")) {
            var image = here.image(peer.name() + "/lab/box:1", 10_000, 300_000, 0);
            var steps = new Steps();
            push(peer.name() + "/lab/box:1", steps, 64 << 10);
            assertEquals(3, steps.count(Progress.Step.PUSHED));
            var other = new TestStore(dir.resolve("other"));
            assertEquals(
                    image.digest(),
                    pull(other, peer.name() + "/lab/box:1", Optional.empty()).digest());
            assertEquals(List.of(), other.damaged());
            // A third party agrees on the digest.
            skopeo(
                    "docker://" + peer.name() + "/lab/box:1",
                    "oci:" + dir.resolve("copy") + ":box",
                    "--preserve-digests");
            assertTrue(Files.exists(
                    dir.resolve("copy/blobs/sha256/" + image.digest().hex())));
        }
    }

    @Test
    void aLayerThatIsInAnotherRepositoryIsNotSent() throws Exception {
        try (var peer = DockerRegistry.start(dir.resolve("peer"), "")) {
            var image = here.image(peer.name() + "/lab/box:1", 10_000);
            push(peer.name() + "/lab/box:1", new Steps(), 1 << 20);
            try (var writer = here.store().writer()) {
                writer.tag(peer.name() + "/lab/other:1", image);
            }
            var steps = new Steps();
            push(peer.name() + "/lab/other:1", steps, 1 << 20);
            assertEquals(1, steps.count(Progress.Step.MOUNTED));
            assertEquals(0, steps.count(Progress.Step.PUSHED));
        }
    }

    @Test
    void aListForTwoPlatformsGoesThereAndTheRightOneComesBack() throws Exception {
        try (var peer = DockerRegistry.start(dir.resolve("peer"), "")) {
            var mine = here.image("mine:1", 1000);
            Descriptor foreign;
            try (var writer = here.store().writer()) {
                var layer = writer.layer(out -> out.write(TestStore.tar("else", 500, 9)));
                var scratch = ImageConfig.scratch(Instant.EPOCH);
                var config = new ImageConfig(
                                scratch.created(),
                                "",
                                new Platform("linux", "s390x", ""),
                                scratch.run(),
                                List.of(),
                                List.of())
                        .plusLayer(layer.diffId(), ImageConfig.History.of(Instant.EPOCH, "else", false));
                foreign = writer.image(config, List.of(layer));
                var index = Index.of(
                        List.of(of(mine, Platform.current()), of(foreign, new Platform("linux", "s390x", ""))));
                writer.tag(peer.name() + "/both:1", writer.put(MediaType.INDEX, index.bytes()));
            }
            push(peer.name() + "/both:1", new Steps(), 1 << 20);
            var other = new TestStore(dir.resolve("other"));
            pull(other, peer.name() + "/both:1", Optional.empty());
            assertEquals(
                    mine.digest(),
                    other.store().resolve(peer.name() + "/both:1").orElseThrow().digest());
            pull(other, peer.name() + "/both:1", Optional.of(Platform.parse("linux/s390x")));
            assertEquals(
                    foreign.digest(),
                    other.store().resolve(peer.name() + "/both:1").orElseThrow().digest());
        }
    }

    private static Descriptor of(Descriptor image, Platform platform) {
        return new Descriptor(image.mediaType(), image.digest(), image.size(), Map.of(), Optional.of(platform));
    }

    @Test
    void aDockerRegistryWithPasswordsIsLoggedInTo() throws Exception {
        try (var peer = DockerRegistry.start(dir.resolve("peer"), KIM_LINE)) {
            here.image(peer.name() + "/box:1", 1000);
            var refused =
                    assertThrows(RegistryException.class, () -> push(peer.name() + "/box:1", new Steps(), 1 << 20));
            assertTrue(refused.getMessage().contains("lab login " + peer.name()), refused.getMessage());
            assertThrows(
                    RegistryException.class,
                    () -> Remote.connect(peer.name(), new Login("kim", "wrong"), access)
                            .checkLogin());
            Remote.connect(peer.name(), KIM, access).checkLogin();
            access.credentials().store(peer.name(), KIM);
            push(peer.name() + "/box:1", new Steps(), 1 << 20);
            pull(new TestStore(dir.resolve("other")), peer.name() + "/box:1", Optional.empty());
        }
    }

    @Test
    void skopeoCopiesOutOfOurRegistryAndIntoIt() throws Exception {
        var there = new TestStore(dir.resolve("there"));
        var image = there.image("box:1", 10_000, 300_000);
        try (var server = RegistryServer.start(there.store(), 0, false, line -> {})) {
            var layout = "oci:" + dir.resolve("copy") + ":box";
            skopeo("docker://" + server.name() + "/box:1", layout, "--preserve-digests");
            assertTrue(Files.exists(
                    dir.resolve("copy/blobs/sha256/" + image.digest().hex())));
            skopeo(layout, "docker://" + server.name() + "/back/box:2", "--preserve-digests");
            assertEquals(
                    image.digest(),
                    there.store().resolve("back/box:2").orElseThrow().digest());
            assertEquals(List.of(), there.damaged());
            var tags = run("skopeo", "list-tags", "--tls-verify=false", "docker://" + server.name() + "/back/box");
            assertTrue(tags.contains("\"2\""), tags);
        }
    }

    @Test
    void anImageInDockersOwnFormatIsTakenAsItIs() throws Exception {
        var there = new TestStore(dir.resolve("there"));
        there.image("box:1", 10_000);
        try (var server = RegistryServer.start(there.store(), 0, false, line -> {});
                var peer = DockerRegistry.start(dir.resolve("peer"), "")) {
            skopeo("docker://" + server.name() + "/box:1", "docker://" + peer.name() + "/box:1", "--format", "v2s2");
            pull(here, peer.name() + "/box:1", Optional.empty());
            var image = here.store().resolve(peer.name() + "/box:1").orElseThrow();
            assertEquals(MediaType.DOCKER_MANIFEST, image.mediaType());
            assertEquals(1, here.store().list().size());
        }
    }

    @AfterEach
    void nothingIsDamaged() throws IOException {
        assertEquals(List.of(), here.damaged());
    }
}
