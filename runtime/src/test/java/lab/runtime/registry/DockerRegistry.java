package lab.runtime.registry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's docker-registry, run for one test in a folder of its own, on loopback. */
final class DockerRegistry implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");

    private final Process process;
    private final int port;

    private DockerRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one; the test is skipped where it is not installed.
     *
     * @param passwords the file of passwords; empty for a registry without any
     */
    static DockerRegistry start(Path folder, String passwords) throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), "docker-registry is not installed");
        Files.createDirectories(folder);
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var config = "version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: "
                + folder.resolve("data") + "\nhttp:\n  addr: 127.0.0.1:" + port + "\n";
        if (!passwords.isEmpty()) {
            Files.writeString(folder.resolve("passwords"), passwords);
            config += "auth:\n  htpasswd:\n    realm: shop\n    path: " + folder.resolve("passwords") + "\n";
        }
        var file = Files.writeString(folder.resolve("config.yml"), config);
        var process = new ProcessBuilder(PROGRAM.toString(), "serve", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        var registry = new DockerRegistry(process, port);
        for (var i = 0; i < 200 && process.isAlive(); i++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return registry;
            } catch (IOException e) {
                Thread.sleep(25);
            }
        }
        registry.close();
        throw new IOException("docker-registry did not start: " + Files.readString(folder.resolve("log")));
    }

    String name() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
