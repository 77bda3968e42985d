package lab.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a started process has of this JVM: the descriptors it was given and nothing else. */
@Tag("kernel")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LauncherTests {

    private static final int SIGKILL = 9;
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final int F_GET_SEALS = 1034;
    private static final int SEALED = 0xf;

    private final Kernel kernel = Kernel.get();
    private final ScriptWriter s = new ScriptWriter();
    private final List<Child> started = new ArrayList<>();

    @TempDir
    private Path dir;

    private Fd none;

    @BeforeEach
    void openNull() throws IOException {
        none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0);
    }

    @AfterEach
    void endAll() throws IOException {
        for (var child : started) {
            child.signal(SIGKILL);
            child.await();
            child.close();
        }
        none.close();
    }

    private Child start(List<Fd> streams, boolean session) throws IOException {
        var script = s.script();
        var file = Files.createTempDirectory(dir, "run").resolve("trace");
        Trace.create(file, script);
        try (var fd = kernel.open(file.toString(), OpenFlags.O_RDWR, 0)) {
            var fds = new ArrayList<>(streams);
            fds.add(fd);
            var child = Launcher.start(script, fds, session, "lab-test");
            started.add(child);
            return child;
        }
    }

    private Child start() throws IOException {
        return start(List.of(none, none, none), false);
    }

    private static Path proc(Child child, String name) {
        return Path.of("/proc", Integer.toString(child.pid()), name);
    }

    private static String link(Child child, String name) throws IOException {
        return Files.readSymbolicLink(proc(child, name)).toString();
    }

    private static String status(Child child, String field) throws IOException {
        return Files.readAllLines(proc(child, "status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the process has become another program; the kernel lets posix_spawn(3) return a moment before that. */
    private static void awaitProgram(Child child, String name) throws IOException, InterruptedException {
        while (!link(child, "exe").contains(name)) {
            Thread.sleep(1);
        }
    }

    private static Set<String> descriptors(Path folder) throws IOException {
        try (var list = Files.list(folder)) {
            var numbers = new TreeSet<String>();
            list.forEach(fd -> numbers.add(fd.getFileName().toString()));
            return numbers;
        }
    }

    @Test
    void theProgramIsItsOwnAndSealed() throws IOException, InterruptedException {
        s.pause();
        var child = start();
        awaitProgram(child, "lab-init");
        var path = proc(child, "exe").toString();
        try (var fd = kernel.open(path, OpenFlags.O_RDONLY, 0)) {
            var seals = kernel.call(Syscall.FCNTL, "seals", fd.number(), F_GET_SEALS);
            assertEquals(SEALED, seals & SEALED);
            var busy = assertThrows(ErrnoException.class, () -> kernel.open(fd.path(), OpenFlags.O_RDWR, 0));
            assertTrue(busy.is(Errno.ETXTBSY), busy.getMessage());
            child.signal(SIGKILL);
            child.await();
            child.close();
            started.clear();
            try (var writable = kernel.open(fd.path(), OpenFlags.O_RDWR, 0)) {
                var refused = assertThrows(ErrnoException.class, () -> kernel.write(writable, new byte[] {1}));
                assertTrue(refused.is(Errno.EPERM), refused.getMessage());
                assertEquals(
                        -Errno.EPERM.number(), kernel.raw(Syscall.FTRUNCATE, writable.number(), 0), "cannot shrink");
                assertEquals(
                        -Errno.EPERM.number(), kernel.raw(Syscall.FTRUNCATE, writable.number(), 1 << 20), "or grow");
            }
        }
    }

    @Test
    void twoStartsNeverShareAProgram() throws IOException, InterruptedException {
        s.pause();
        var one = start();
        var other = start();
        awaitProgram(one, "lab-init");
        awaitProgram(other, "lab-init");
        var first = KernelFiles.stat(proc(one, "exe").toString());
        var second = KernelFiles.stat(proc(other, "exe").toString());
        assertEquals(first.device(), second.device());
        assertNotEquals(first.inode(), second.inode());
    }

    @Test
    void afterExecOnlyTheStandardStreamsAreOpen() throws IOException, InterruptedException {
        s.closeRange(Script.TRACE_FD, CLOSE_RANGE_CLOEXEC);
        s.execve("/bin/sleep", List.of("sleep", "1000"), List.of());
        var child = start();
        awaitProgram(child, "sleep");
        var open = descriptors(proc(child, "fd"));
        for (var end = System.nanoTime() + 2_000_000_000L; open.size() > 3 && System.nanoTime() < end; ) {
            Thread.sleep(1); // it may be loading its libraries
            open = descriptors(proc(child, "fd"));
        }
        assertEquals(Set.of("0", "1", "2"), open);
    }

    @Test
    void noSignalIsBlockedOrIgnored() throws IOException, InterruptedException {
        s.execve("/bin/sleep", List.of("sleep", "1000"), List.of());
        var child = start();
        awaitProgram(child, "sleep");
        for (var mask : List.of("SigBlk", "SigIgn", "SigCgt")) {
            assertEquals(0, Long.parseUnsignedLong(status(child, mask), 16), mask);
        }
    }

    @Test
    void nothingOfThisJvmIsInItsEnvironmentOrMemory() throws IOException, InterruptedException {
        s.pause();
        var child = start();
        awaitProgram(child, "lab-init");
        // Its arguments come into the new memory a moment after its program.
        for (var end = System.nanoTime() + 10_000_000_000L; System.nanoTime() < end; Thread.sleep(1)) {
            if (status(child, "State").startsWith("S")) {
                break;
            }
        }
        assertEquals("lab-test\0", Files.readString(proc(child, "cmdline")));
        assertEquals("", Files.readString(proc(child, "environ")));
        var maps = Files.readAllLines(proc(child, "maps"));
        assertTrue(maps.size() < 10, () -> String.join("\n", maps));
        assertTrue(maps.stream().noneMatch(line -> line.contains("/lib")), () -> String.join("\n", maps));
    }

    @Test
    void anIdleScriptCostsNextToNothing() throws IOException, InterruptedException {
        var pause = s.getpid();
        s.pause();
        var child = start();
        Thread.sleep(50);
        var pss = Files.readAllLines(proc(child, "smaps_rollup")).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .sum();
        assertTrue(pss <= 64, pss + " KB");
        assertEquals(0, pause.index());
    }

    @Test
    void descriptorsArriveInTheOrderGiven() throws IOException {
        s.pause();
        var ends = kernel.pipe();
        try (var out = ends.get(1);
                var in = ends.get(0)) {
            var streams = List.of(Fd.standard(2), out, in);
            var child = start(streams, false);
            for (var i = 0; i < streams.size(); i++) {
                var own = Files.readSymbolicLink(Path.of(streams.get(i).path()));
                assertEquals(own.toString(), link(child, "fd/" + i));
            }
        }
    }

    @Test
    void anyNumberOfDescriptorsLeavesTheProgramInPlace() throws IOException, InterruptedException {
        s.pause();
        var script = s.script();
        var file = dir.resolve("trace");
        Trace.create(file, script);
        try (var fd = kernel.open(file.toString(), OpenFlags.O_RDWR, 0)) {
            var fds = new ArrayList<>(List.of(none, none, none, fd));
            while (fds.size() < 300) {
                fds.add(none);
            }
            var child = Launcher.start(script, fds, false, "lab-test");
            started.add(child);
            awaitProgram(child, "lab-init");
            assertEquals("/dev/null", link(child, "fd/299"));
        }
    }

    @Test
    void aSessionIsItsOwnOnlyIfAskedFor() throws IOException {
        s.pause();
        var alone = start(List.of(none, none, none), true);
        var together = start();
        assertEquals(Integer.toString(alone.pid()), session(alone));
        assertNotEquals(Integer.toString(together.pid()), session(together));
    }

    private static String session(Child child) throws IOException {
        var stat = Files.readString(proc(child, "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
    }

    @Test
    void aStartThatFailsLeavesNothing() throws IOException {
        var before = descriptors(Path.of("/proc/self/fd")).size();
        var children = ProcessHandle.current().children().count();
        for (var i = 0; i < 20; i++) {
            var refused = assertThrows(
                    ErrnoException.class,
                    () -> Launcher.start("/no/such/program", List.of("program"), List.of(none), false));
            assertTrue(refused.is(Errno.ENOENT), refused.getMessage());
        }
        assertEquals(before, descriptors(Path.of("/proc/self/fd")).size());
        assertEquals(children, ProcessHandle.current().children().count());
    }

    @Test
    void aHundredStartsLeaveNoDescriptorBehind() throws IOException {
        s.exitGroup(s.number(0));
        start().await();
        started.clear();
        var before = descriptors(Path.of("/proc/self/fd")).size();
        for (var i = 0; i < 100; i++) {
            try (var child = start()) {
                assertEquals(0, child.await().exitCode());
            }
            started.clear();
        }
        assertEquals(before, descriptors(Path.of("/proc/self/fd")).size());
    }

    @Test
    void manyThreadsMayStartProcessesAtOnce() throws Exception {
        s.exitGroup(s.number(5));
        var script = s.script();
        var threads = Executors.newFixedThreadPool(4);
        try {
            var forks = threads.submit(() -> {
                for (var i = 0; i < 150; i++) {
                    new ProcessBuilder("/bin/true").start().waitFor();
                }
                return 0;
            });
            var starts = new ArrayList<Future<Integer>>();
            for (var i = 0; i < 300; i++) {
                starts.add(threads.submit(() -> startAndWait(script)));
            }
            for (var start : starts) {
                assertEquals(5, start.get());
            }
            forks.get();
        } finally {
            threads.shutdown();
            assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
        }
    }

    private int startAndWait(Script script) throws IOException {
        try (var memory = kernel.memory();
                var file = Fd.of(kernel.call(Syscall.MEMFD_CREATE, "trace", memory.text("trace"), 1))) {
            Trace.create(file, script);
            try (var child = Launcher.start(script, List.of(none, none, none, file), false, "lab-test")) {
                return child.await().exitCode();
            }
        }
    }

    @Test
    void aProgramThatAnotherForkStillHoldsOpenIsWaitedFor() throws Exception {
        var file = dir.resolve("program");
        s.exitGroup(s.number(6));
        Files.write(file, s.script().elf(kernel.arch()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        var trace = dir.resolve("trace");
        Trace.create(trace, s.script());
        var thread = Executors.newSingleThreadScheduledExecutor();
        try (var fd = kernel.open(trace.toString(), OpenFlags.O_RDWR, 0)) {
            var writable = kernel.open(file.toString(), OpenFlags.O_WRONLY, 0);
            thread.schedule(writable::close, 30, TimeUnit.MILLISECONDS);
            try (var child = Launcher.start(file.toString(), List.of("x"), List.of(none, none, none, fd), false)) {
                assertEquals(6, child.await().exitCode());
            }
        } finally {
            thread.shutdown();
            assertTrue(thread.awaitTermination(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void whereMemfdsMayNotBeExecutedAFileWithoutANameIs() throws IOException {
        s.exitGroup(s.number(9));
        var elf = s.script().elf(kernel.arch());
        var trace = dir.resolve("trace");
        Trace.create(trace, s.script());
        try (var program = ProgramFile.unnamed(kernel, elf, List.of("/proc", dir.toString()));
                var fd = kernel.open(trace.toString(), OpenFlags.O_RDWR, 0);
                var copy = kernel.open(program.path(), OpenFlags.O_RDONLY, 0);
                var child = Launcher.start(
                        "/proc/self/fd/" + copy.number(), List.of("x"), List.of(none, none, none, fd), false)) {
            assertEquals(9, child.await().exitCode());
            assertTrue(
                    Files.readSymbolicLink(Path.of(program.path())).toString().endsWith(" (deleted)"));
        }
        try (var list = Files.list(dir)) {
            assertFalse(list.anyMatch(file -> !file.equals(trace)));
        }
    }

    @Test
    void whereNoFileCanBeExecutedTheReasonIsTold() {
        var refused = assertThrows(
                ErrnoException.class, () -> ProgramFile.unnamed(kernel, new byte[1], List.of("/proc", "/sys")));
        assertTrue(refused.getMessage().contains("vm.memfd_noexec"), refused.getMessage());
        assertEquals(2, refused.getSuppressed().length);
    }
}
