package lab.shell.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.Containers;
import lab.runtime.container.LabPaths;
import lab.runtime.image.ImageStore;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.service.WebService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The web service in containers, asked through its socket. */
@Tag("kernel")
@Timeout(60)
final class WebServiceTests {

    private static final int KILO = 1024;
    private static final int LOCK_EX = 2;

    @TempDir
    private Path dir;

    private Containers containers;
    private ServiceFolder web;

    @BeforeEach
    void open() throws IOException {
        containers = Containers.in(new LabPaths(dir.resolve("run"), dir.resolve("data"), dir.resolve("state")));
        web = ServiceFolder.make(dir.resolve("w"), 16 * KILO, 0);
        start("web", web);
    }

    @AfterEach
    void removeAll() throws IOException {
        for (var container : containers.list()) {
            containers.remove(container.id(), true);
        }
        containers.close();
    }

    private void start(String name, ServiceFolder folder) throws IOException {
        containers
                .start(
                        ContainerSpec.of(ImageStore.WEB)
                                .name(name)
                                .hostname(name)
                                .volume(folder.volume())
                                .build(),
                        null)
                .close();
        for (var i = 0; !Files.exists(folder.socket()) && i < 200; i++) {
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static SocketChannel connect(ServiceFolder folder) throws IOException {
        for (var i = 0; ; i++) {
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(folder.socket()));
                return channel;
            } catch (IOException e) {
                // It is bound before it listens.
                channel.close();
                if (i == 100) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static String ask(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        var in = ByteBuffer.allocate(1000);
        channel.read(in);
        return new String(in.array(), 0, in.position(), StandardCharsets.US_ASCII);
    }

    private String ask() throws IOException {
        try (var channel = connect(web)) {
            return ask(channel);
        }
    }

    private CompletableFuture<String> askMeanwhile() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return ask();
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    @Test
    void answersWithItsHostNameAndCountsWhatItServed() throws IOException {
        try (var channel = connect(web)) {
            for (var i = 0; i < 3; i++) {
                assertEquals(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 0004\r\n\r\nweb\n",
                        ask(channel));
            }
        }
        assertEquals(3, Files.size(web.path().resolve(WebService.SERVED)));
    }

    @Test
    void theSizeOfTheFileIsTheSizeOfTheWork() throws IOException {
        try (var channel = connect(web)) {
            var little = shortest(channel);
            web.size(WebService.WORK, 2048 * KILO);
            var much = shortest(channel);
            assertTrue(
                    much > 10 * little, () -> "128 times the work took " + (double) much / little + " times as long");
            web.size(WebService.WORK, 16 * KILO);
            web.size(WebService.LOCKED, 40 * WebService.UNIT);
            var locked = shortest(channel);
            assertTrue(locked >= 40_000_000, () -> "a lock held for 40 ms took " + locked + " ns");
        }
    }

    /** The time that an answer takes when nothing else comes between. */
    private static long shortest(SocketChannel channel) throws IOException {
        var shortest = Long.MAX_VALUE;
        for (var i = 0; i < 10; i++) {
            var start = System.nanoTime();
            ask(channel);
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        return shortest;
    }

    @Test
    void withoutItsWorkItIsOutOfOrderUntilTheWorkIsBack() throws IOException {
        Files.delete(web.path().resolve(WebService.WORK));
        try (var channel = connect(web)) {
            assertTrue(ask(channel).startsWith("HTTP/1.1 503 "));
            web.size(WebService.WORK, KILO);
            assertTrue(ask(channel).startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void workersWaitForTheLockUnlessEachHasItsOwn() throws IOException {
        web.size(WebService.LOCKED, WebService.UNIT);
        var lock = Files.createFile(web.path().resolve(WebService.LOCK));
        Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-rw-rw-"));
        var kernel = Kernel.get();
        CompletableFuture<String> waiting;
        try (var held = kernel.open(lock.toString(), OpenFlags.O_RDWR, 0)) {
            kernel.flock(held, LOCK_EX);
            waiting = askMeanwhile();
            for (var i = 0; i < 30; i++) {
                pause();
            }
            assertFalse(waiting.isDone(), "a request was answered while the lock was held");
            Files.move(lock, web.path().resolve("old"));
            Files.createDirectory(lock);
            Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rwxrwxrwx"));
            assertTrue(ask().startsWith("HTTP/1.1 200 "), "one with a lock of its own waited");
            assertFalse(waiting.isDone(), "the lock was not held any more");
        }
        assertTrue(waiting.join().startsWith("HTTP/1.1 200 "));
    }

    @Test
    void aServiceThatDependsOnAnotherFailsWithIt() throws IOException {
        var behind = ServiceFolder.make(web.path().resolve(WebService.BEHIND), KILO, 0);
        start("behind", behind);
        connect(behind).close();
        assertTrue(ask().startsWith("HTTP/1.1 200 "));
        assertEquals(1, Files.size(behind.path().resolve(WebService.SERVED)));
        Files.delete(behind.path().resolve(WebService.WORK));
        assertTrue(ask().startsWith("HTTP/1.1 503 "), "it did not hear that the other is out of order");
        behind.size(WebService.WORK, KILO);
        assertTrue(ask().startsWith("HTTP/1.1 200 "));
        containers.remove("behind", true);
        assertTrue(ask().startsWith("HTTP/1.1 503 "), "it did not notice that the other is gone");
    }

    @Test
    void endsWhenItIsAskedToAndLeavesNoZombies() throws IOException {
        for (var i = 0; i < 5; i++) {
            ask();
        }
        var pid = containers.get("web").pid().orElseThrow();
        var tasks = Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"));
        for (var child : tasks.strip().split(" ")) {
            var state = Files.readString(Path.of("/proc/" + child + "/stat")).replaceAll(".*\\) (.).*\n", "$1");
            assertFalse(state.equals("Z"), "a zombie: " + child);
        }
        var start = System.nanoTime();
        containers.stop("web", 20);
        assertEquals(0, containers.get("web").exitCode().orElseThrow());
        assertTrue(System.nanoTime() - start < 10_000_000_000L, "it had to be killed");
    }
}
