package lab.shell.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's docker-registry, in a folder of its own, on loopback. */
final class DockerRegistry implements AutoCloseable {

    private static final int LOOKS = 200;
    private static final long LOOK_MILLIS = 50;
    private static final int PATIENCE_SECONDS = 5;

    private final Process process;
    private final int port;

    private DockerRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static DockerRegistry start(Path folder) throws IOException {
        Files.createDirectories(folder);
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var config = "version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: "
                + folder.resolve("data") + "\nhttp:\n  addr: 127.0.0.1:" + port + "\n";
        var file = Files.writeString(folder.resolve("config.yml"), config);
        var process = new ProcessBuilder("docker-registry", "serve", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        var registry = new DockerRegistry(process, port);
        for (var i = 0; i < LOOKS && process.isAlive(); i++) {
            if (registry.answers()) {
                return registry;
            }
        }
        registry.close();
        throw new IOException("docker-registry did not start: " + Files.readString(folder.resolve("log")));
    }

    private boolean answers() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            return false;
        }
    }

    String name() {
        return "127.0.0.1:" + port;
    }

    private boolean await(long time, TimeUnit unit) throws IOException {
        try {
            return process.waitFor(time, unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while measuring");
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        if (!await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
