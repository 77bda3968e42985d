package lab.runtime.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lab.runtime.kernel.Kernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is built here beside what buildah builds, and in podman; as root, since they need one to build without a store of their own. */
@Tag("kernel")
final class PeerTests {

    private static final long SECONDS = 60;
    private static final String FILE = """
            FROM base
            ENV A=1 PATH=/opt/bin:$PATH
            WORKDIR /srv/app
            COPY --chown=33:44 app ./
            COPY app/main.sh app/data /many/
            COPY app/ma* renamed
            RUN mkdir -p /made/deep && echo "$A" > /made/deep/f && chmod 4711 /made/deep/f && ln -s deep /made/link
            RUN rm -r /home && ln /made/deep/f /made/hard && chown 7:8 /made
            COPY app /etc
            USER 7:8
            CMD ["sh", "-c", "id -u; cat /many/main.sh"]
            """;

    @TempDir
    private Path dir;

    private Workshop shop;
    private List<String> store;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Kernel.get().geteuid() == 0, "only root may mount what the peers build");
        for (var program : List.of("buildah", "podman", "skopeo", "runc")) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), program + " is not installed");
        }
        shop = new Workshop(dir);
        shop.file("app/main.sh", "echo main\n");
        shop.file("app/data", "data\n");
        store = List.of(
                "--root",
                dir.resolve("root").toString(),
                "--runroot",
                dir.resolve("runroot").toString(),
                "--storage-driver",
                "vfs");
    }

    @AfterEach
    void close() throws IOException {
        if (shop != null) {
            run("buildah", store, "umount", "-a");
            shop.close();
        }
    }

    private String run(String program, List<String> options, String... words) throws IOException {
        var line = new ArrayList<>(List.of(program));
        line.addAll(options);
        line.addAll(List.of(words));
        var out = dir.resolve("out");
        var process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            var text = Files.readString(out, StandardCharsets.UTF_8).strip();
            assertEquals(0, process.waitFor(), String.join(" ", line) + ": " + text);
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Brings an image of the lab's store into that of the peers. */
    private void hand(String name, String as) throws IOException {
        var layout = shop.containers().images().layout().toRealPath();
        var target = "containers-storage:[vfs@" + store.get(1) + "+" + store.get(3) + "]" + as;
        run("skopeo", List.of(), "copy", "-q", "oci:" + layout + ":" + name, target);
    }

    /** All files of an image in the peers' store: mode, owner, size and where links lead. */
    private String tree(String image) throws IOException {
        var container = run("buildah", store, "from", "--pull=never", image);
        var root = run("buildah", store, "mount", container);
        return run(
                "find",
                List.of(),
                root,
                "-mindepth",
                "1",
                "(",
                "-type",
                "d",
                "-printf",
                "%P %y %m %U:%G\\n",
                ")",
                "-o",
                "-printf",
                "%P %y %m %U:%G %s %n %l\\n");
    }

    private static String sorted(String lines) {
        return String.join("\n", lines.lines().sorted().toList());
    }

    @Test
    void buildahComesToTheSameTree() throws IOException {
        shop.build(FILE);
        hand("base", "localhost/base");
        hand("docker.io/library/built:latest", "localhost/ours");
        var file = Files.writeString(dir.resolve("Theirs"), FILE.replace("FROM base", "FROM localhost/base"));
        run(
                "buildah",
                store,
                "bud",
                "--isolation",
                "chroot",
                "--pull=never",
                "-q",
                "-t",
                "localhost/theirs",
                "-f",
                file.toString(),
                shop.context().toString());
        assertEquals(sorted(tree("localhost/theirs")), sorted(tree("localhost/ours")));
    }

    @Test
    void podmanRunsAnImageBuiltHere() throws IOException {
        shop.build(FILE);
        hand("docker.io/library/built:latest", "localhost/ours");
        var options = new ArrayList<>(store);
        options.addAll(List.of("--runtime", "runc", "--cgroup-manager", "cgroupfs"));
        var output = run(
                "podman",
                options,
                "run",
                "--rm",
                "--network",
                "none",
                "--ulimit",
                "nofile=1024:1024",
                "--ulimit",
                "nproc=1000:1000",
                "localhost/ours");
        assertTrue(output.endsWith("7\necho main"), output);
    }

    @Test
    void anImageBuiltByBuildahRunsHere() throws IOException {
        hand("base", "localhost/base");
        var file = Files.writeString(dir.resolve("Theirs"), FILE.replace("FROM base", "FROM localhost/base"));
        run(
                "buildah",
                store,
                "bud",
                "--isolation",
                "chroot",
                "--pull=never",
                "-q",
                "-t",
                "localhost/theirs",
                "-f",
                file.toString(),
                shop.context().toString());
        var source = "containers-storage:[vfs@" + store.get(1) + "+" + store.get(3) + "]localhost/theirs";
        var layout = shop.containers().images().layout().toRealPath();
        run("skopeo", List.of(), "copy", "-q", source, "oci:" + layout + ":docker.io/library/built:latest");
        assertEquals("7\necho main", shop.output());
    }
}
