package lab.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Calls this JVM makes itself: what they give, and the error that is told when they fail. */
@Tag("kernel")
final class KernelTests {

    private static final int LOCK_EX_NB = 6;
    private static final int POLLIN = 1;
    private static final int POLLHUP = 16;

    private final Kernel kernel = Kernel.get();

    @TempDir
    private Path dir;

    private static void fails(Errno errno, String part, Executable call) {
        var refused = assertThrows(ErrnoException.class, call);
        assertTrue(refused.is(errno), refused.getMessage());
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
        assertTrue(refused.getMessage().contains(errno.name()), refused.getMessage());
    }

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    private Fd folder() throws ErrnoException {
        return kernel.open(dir.toString(), OpenFlags.O_RDONLY | OpenFlags.directory(kernel.arch()), 0);
    }

    @Test
    void aRefusalNamesCallOperandAndError() {
        fails(Errno.ENOENT, "openat /no/such: ENOENT", () -> kernel.open("/no/such", OpenFlags.O_RDONLY, 0));
        fails(Errno.EISDIR, "openat /tmp", () -> kernel.open("/tmp", OpenFlags.O_WRONLY, 0));
        fails(Errno.ENOTDIR, "openat", () -> kernel.open("/dev/null/x", OpenFlags.O_RDONLY, 0));
        fails(Errno.ENAMETOOLONG, "openat", () -> kernel.open("/" + "x".repeat(70_000), OpenFlags.O_RDONLY, 0));
        fails(Errno.ESRCH, "pidfd_open process", () -> kernel.pidfdOpen(Integer.MAX_VALUE));
        fails(Errno.EINVAL, "pidfd_open process -1", () -> kernel.pidfdOpen(-1));
        fails(Errno.ESRCH, "kill process", () -> kernel.kill(Integer.MAX_VALUE, 0));
    }

    @Test
    void theErrorIsThatOfTheCallingThread() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            var errors = List.of(Errno.ENOENT, Errno.EINVAL, Errno.ENOTDIR, Errno.ESRCH);
            var results = threads.invokeAll(errors.stream()
                    .map(errno -> (Callable<Boolean>) () -> fails(errno, 5000))
                    .toList());
            for (var result : results) {
                assertTrue(result.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    private boolean fails(Errno errno, int times) {
        for (var i = 0; i < times; i++) {
            try {
                switch (errno) {
                    case ENOENT -> kernel.open("/no/such", OpenFlags.O_RDONLY, 0);
                    case EINVAL -> kernel.pidfdOpen(-1);
                    case ENOTDIR -> kernel.open("/dev/null/x", OpenFlags.O_RDONLY, 0);
                    default -> kernel.kill(Integer.MAX_VALUE, 0);
                }
                return false;
            } catch (ErrnoException e) {
                if (!e.is(errno)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void descriptorsAreClosedAtExecAndOnlyOnce() throws IOException {
        var fd = kernel.open("/dev/null", OpenFlags.O_RDONLY, 0);
        var info = Files.readString(Path.of("/proc/self/fdinfo/" + fd.number()));
        assertTrue(info.lines().anyMatch(line -> line.startsWith("flags:") && line.contains("2")), info);
        fd.close();
        try (var next = kernel.open("/dev/null", OpenFlags.O_RDONLY, 0)) {
            fd.close();
            assertEquals(0, kernel.read(next, new byte[1]), "still open, though it may have the same number");
        }
    }

    @Test
    void writtenBytesAreReadBack() throws IOException {
        var bytes = new byte[300_000];
        Arrays.fill(bytes, (byte) 7);
        var flags = OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL;
        try (var fd = kernel.open(path("file"), flags, 0600)) {
            kernel.write(fd, bytes);
        }
        assertArrayEquals(bytes, KernelFiles.read(path("file")));
        fails(Errno.EEXIST, "file", () -> kernel.open(path("file"), flags, 0600));
        try (var fd = kernel.open(path("file"), OpenFlags.O_RDONLY, 0)) {
            fails(Errno.EBADF, "write", () -> kernel.write(fd, bytes));
        }
    }

    @Test
    void aFileOfTheKernelIsReadWhole() throws IOException {
        var status = new String(KernelFiles.read("/proc/self/status"), StandardCharsets.UTF_8);
        assertTrue(status.startsWith("Name:") && status.endsWith("\n"), status);
    }

    @Test
    void openat2StaysWhereItIsTold() throws IOException {
        Files.createSymbolicLink(dir.resolve("out"), Path.of("/proc"));
        Files.createDirectory(dir.resolve("proc"));
        Files.writeString(dir.resolve("proc/version"), "inside");
        try (var folder = folder()) {
            fails(Errno.ELOOP, "out", () -> kernel.openat2(folder, "out", 0, 0, Resolve.NO_SYMLINKS));
            fails(Errno.EXDEV, "out/version", () -> kernel.openat2(folder, "out/version", 0, 0, Resolve.BENEATH));
            fails(Errno.EXDEV, "..", () -> kernel.openat2(folder, "..", 0, 0, Resolve.BENEATH));
            try (var file = kernel.openat2(folder, "out/version", 0, 0, Resolve.IN_ROOT)) {
                assertEquals("inside", new String(KernelFiles.read(file, "", 100), StandardCharsets.UTF_8));
            }
        }
        Files.delete(dir.resolve("out"));
    }

    @Test
    void foldersAreMade() throws IOException {
        try (var folder = folder()) {
            kernel.mkdirat(folder, "new", 0750);
            var stat = KernelFiles.stat(path("new"));
            assertEquals("dir", stat.type());
            assertEquals(0750, stat.permissions());
            fails(Errno.EEXIST, "mkdirat new", () -> kernel.mkdirat(folder, "new", 0750));
        }
    }

    @Test
    void aStatIsThatOfTheJvm() throws IOException {
        Files.writeString(dir.resolve("file"), "12345");
        var stat = KernelFiles.stat(path("file"));
        assertEquals(5, stat.size());
        assertEquals("file", stat.type());
        assertEquals(Files.getAttribute(dir.resolve("file"), "unix:ino"), stat.inode());
        assertEquals(kernel.geteuid(), stat.uid());
        Files.createSymbolicLink(dir.resolve("link"), Path.of("file"));
        assertArrayEquals("file".getBytes(StandardCharsets.UTF_8), KernelFiles.readlink(path("link")));
        fails(Errno.EINVAL, "file", () -> KernelFiles.readlink(path("file")));
    }

    @Test
    void aPipeTellsWhenItCanBeReadAndWhenItEnds() throws IOException {
        var pipe = kernel.pipe();
        try (var in = pipe.get(0);
                var out = pipe.get(1)) {
            var fds = new int[] {in.number()};
            assertArrayEquals(new int[] {0}, kernel.poll(fds, POLLIN, 1));
            kernel.write(out, new byte[3]);
            assertArrayEquals(new int[] {POLLIN}, kernel.poll(fds, POLLIN, -1));
            assertEquals(3, kernel.read(in, new byte[10]));
            pipe.get(1).close();
            assertArrayEquals(new int[] {POLLHUP}, kernel.poll(fds, POLLIN, -1));
            assertEquals(0, kernel.read(in, new byte[10]));
        }
    }

    @Test
    void aPipeNobodyReadsIsAnErrorAndNotASignal() throws IOException {
        var pipe = kernel.pipe();
        pipe.get(0).close();
        try (var out = pipe.get(1)) {
            fails(Errno.EPIPE, "write", () -> kernel.write(out, new byte[1]));
        }
    }

    @Test
    void aLockIsHeldByOneDescriptor() throws IOException {
        try (var second = folder()) {
            try (var first = folder()) {
                assertTrue(kernel.flock(first, LOCK_EX_NB));
                assertFalse(kernel.flock(second, LOCK_EX_NB));
            }
            assertTrue(kernel.flock(second, LOCK_EX_NB));
        }
    }

    @Test
    void anIoctlOfATerminalFailsElsewhere() throws IOException {
        try (var none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0)) {
            fails(Errno.ENOTTY, "ioctl request 0x5413", () -> kernel.ioctl(none, 0x5413, new byte[8]));
        }
    }

    @Test
    void aTerminalKeepsTheSizeItIsGiven() throws IOException {
        try (var master = kernel.open("/dev/ptmx", OpenFlags.O_RDWR | OpenFlags.O_NOCTTY, 0)) {
            var size = new byte[] {24, 0, 80, 0, 0, 0, 0, 0};
            kernel.ioctl(master, 0x5414, size);
            assertArrayEquals(size, kernel.ioctl(master, 0x5413, new byte[8]));
        }
    }

    @Test
    void signalsGoToTheProcessThatWasMeant() throws IOException {
        try (var none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0);
                var child = Launcher.start("/bin/sleep", List.of("sleep", "1000"), List.of(none, none, none), false)) {
            assertTrue(child.await(5).isEmpty());
            child.signal(15);
            var ended = child.await();
            assertFalse(ended.exited());
            assertEquals(128 + 15, ended.exitCode());
            fails(Errno.ESRCH, "pidfd_send_signal signal 9", () -> child.signal(9));
            assertEquals(ended, child.await(), "waiting again gives the same");
        }
    }

    @Test
    void processesOfTheJvmKeepTheirExitCodes() throws Exception {
        var other = new ProcessBuilder("/bin/sh", "-c", "sleep 0.05; exit 3").start();
        try (var none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0);
                var child = Launcher.start("/bin/true", List.of("true"), List.of(none, none, none), false)) {
            assertEquals(0, child.await().exitCode());
        }
        assertEquals(3, other.waitFor());
    }

    @Test
    void errorsHaveTheNamesOfTheManual() {
        assertEquals("EPERM", Errno.nameOf(1));
        assertEquals("ENOSYS", Errno.nameOf(38));
        assertEquals("EHWPOISON", Errno.nameOf(133));
        assertEquals("errno 4000", Errno.nameOf(4000));
        assertTrue(
                Errno.of(0).isEmpty() && Errno.of(-1).isEmpty() && Errno.of(41).isEmpty());
        for (var errno : Errno.values()) {
            assertEquals(errno, Errno.of(errno.number()).orElseThrow());
        }
    }
}
