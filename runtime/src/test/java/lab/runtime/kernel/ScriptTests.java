package lab.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that run as processes of their own on this kernel. */
@Tag("kernel")
final class ScriptTests {

    private final ScriptWriter s = new ScriptWriter();

    @TempDir
    private Path dir;

    private record Run(Ended ended, Trace trace) {}

    private Run run() throws IOException {
        var script = s.script();
        var file = dir.resolve("trace");
        var trace = Trace.create(file, script);
        try (var fd = Kernel.get().open(file.toString(), OpenFlags.O_RDWR, 0);
                var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var child = Launcher.start(script, List.of(none, none, none, fd), false, "lab-test")) {
            return new Run(child.await(), trace);
        }
    }

    @Test
    void resultsAndTimesComeBackThroughTheTrace() throws IOException {
        var pid = s.getpid();
        var parent = s.getppid();
        s.exitGroup(s.number(7));
        var before = System.nanoTime();
        var run = run();
        var after = System.nanoTime();
        assertEquals(7, run.ended().exitCode());
        assertEquals(ProcessHandle.current().pid(), run.trace().result(parent).getAsLong());
        assertTrue(run.trace().result(pid).getAsLong() > 1);
        var nanos = run.trace().outcome(0).orElseThrow().nanos();
        assertTrue(before < nanos && nanos < after, before + " < " + nanos + " < " + after);
    }

    @Test
    void aFailingCallEndsTheScriptAndIsNamed() throws IOException {
        s.getpid();
        s.open("/no/such/file", OpenFlags.O_RDONLY);
        s.exitGroup(s.number(0));
        var run = run();
        assertEquals(Script.ABORTED, run.ended().exitCode());
        assertEquals(1, run.trace().failed().getAsInt());
        assertEquals(
                Errno.ENOENT.number(),
                run.trace().outcome(1).orElseThrow().error().getAsInt());
        assertTrue(run.trace().outcome(2).isEmpty());
    }

    @Test
    void errorsAreFollowedOrIgnoredAsWritten() throws IOException {
        var elsewhere = s.label("elsewhere");
        s.open("/no/such/file", OpenFlags.O_RDONLY).mayFail();
        s.open("/no/such/file", OpenFlags.O_RDONLY).onError(elsewhere);
        s.exitGroup(s.number(1));
        s.place(elsewhere);
        s.exitGroup(s.number(2));
        assertEquals(2, run().ended().exitCode());
    }

    @Test
    void aParentWaitsForItsChildAndPassesItsCodeOn() throws IOException {
        var child = s.label("child");
        var info = s.shared(Structs.SIGINFO_SIZE, "&info");
        var pid = s.clone(0).onZero(child);
        s.waitid(ProcessCalls.P_PID, pid.value(), info, ProcessCalls.WEXITED);
        s.exitGroup(info.plus(Structs.SIGINFO_STATUS).load32());
        s.place(child);
        s.exitGroup(s.number(42));
        var offset = s.script().traceOffset(info);
        var run = run();
        assertEquals(42, run.ended().exitCode());
        assertEquals(42, run.trace().int32(offset + Structs.SIGINFO_STATUS));
        assertEquals(
                run.trace().int32(offset + Structs.SIGINFO_PID),
                run.trace().result(pid).getAsLong(),
                "the child's zero does not hide its pid");
    }

    @Test
    void aLoopReapsUntilNoChildIsLeft() throws IOException {
        var first = s.label("first");
        var second = s.label("second");
        var done = s.label("done");
        s.clone(0).onZero(first);
        s.clone(0).onZero(second);
        var loop = s.label("loop");
        s.place(loop);
        var wait = s.waitid(ProcessCalls.P_ALL, s.number(0), s.none(), ProcessCalls.WEXITED)
                .onError(done);
        s.jump(loop);
        s.place(done);
        s.exitGroup(s.number(0));
        s.place(first);
        s.exitGroup(s.number(1));
        s.place(second);
        s.exitGroup(s.number(2));
        var run = run();
        assertEquals(0, run.ended().exitCode());
        var outcome = run.trace().outcome(wait.index()).orElseThrow();
        assertEquals(3, outcome.times());
        assertEquals(Errno.ECHILD.number(), outcome.error().getAsInt());
    }

    @Test
    void decimalDigitsMakeThePathOfAProcess() throws IOException {
        var pid = s.getpid();
        var path = s.bytes("/proc////////////stat\0".getBytes(StandardCharsets.UTF_8), "path");
        s.decimal(path.plus("/proc////////////".length() - 1), pid.value());
        var fd = s.openat(s.fd(OpenFlags.AT_FDCWD), path, OpenFlags.O_RDONLY, 0);
        var text = s.shared(64, "text");
        s.read(fd.value(), text, 64);
        s.exitGroup(s.number(0));
        var offset = s.script().traceOffset(text);
        var run = run();
        assertEquals(0, run.ended().exitCode());
        var stat = new String(run.trace().bytes(offset, 64), StandardCharsets.UTF_8);
        assertTrue(stat.startsWith(run.trace().result(pid).getAsLong() + " ("), stat);
    }

    @Test
    void storedValuesFillStructures() throws IOException {
        var ends = s.buffer(8, "ends");
        s.pipe2(ends, 0);
        s.write(ends.plus(4).load32(), "hello");
        var text = s.shared(16, "text");
        s.read(ends.load32(), text, 5);
        var copy = s.shared(16, "copy");
        s.store(copy, ends.load32());
        s.store(copy.plus(8), s.number(0x1122334455667788L));
        s.exitGroup(s.number(0));
        var script = s.script();
        var run = run();
        assertEquals(0, run.ended().exitCode());
        assertArrayEquals("hello".getBytes(StandardCharsets.UTF_8), run.trace().bytes(script.traceOffset(text), 5));
        assertTrue(run.trace().int32(script.traceOffset(copy)) > 3);
        assertEquals(0x1122334455667788L, run.trace().int64(script.traceOffset(copy) + 8));
    }

    @Test
    void aValueCanBeTested() throws IOException {
        var zero = s.label("zero");
        s.value(s.number(5)).onZero(zero);
        s.value(s.number(0)).onZero(zero);
        s.exitGroup(s.number(1));
        s.place(zero);
        s.exitGroup(s.number(3));
        assertEquals(3, run().ended().exitCode());
    }

    @Test
    void aProgramGetsItsArgumentsAndEnvironment() throws IOException {
        s.execve("/bin/sh", List.of("sh", "-c", "exit $(( $1 + V ))", "x", "30"), List.of("V=4"));
        assertEquals(34, run().ended().exitCode());
    }

    @Test
    void theTraceIsReadableByOthersAndOutlivesTheScript() throws IOException {
        s.exitGroup(s.number(0));
        run();
        assertEquals(1, Trace.open(dir.resolve("trace")).size());
        Files.writeString(dir.resolve("other"), "x".repeat(100));
        assertThrows(IOException.class, () -> Trace.open(dir.resolve("other")));
    }

    @Test
    void aScriptThatDoesNotFitIsRefused() {
        s.text("x".repeat(2 << 20));
        assertThrows(ScriptTooLargeException.class, s::script);
    }

    @Test
    void callsAreShownAsAProgrammerWritesThem() {
        s.mount("proc", "/proc", "proc", MountFlags.MS_NOSUID | MountFlags.MS_NODEV, null);
        var fd = s.open("/dev/null", OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC);
        s.dup3(fd.value(), 0);
        var script = s.script();
        assertEquals("mount(\"proc\", \"/proc\", \"proc\", MS_NOSUID|MS_NODEV, NULL)", script.shown(0));
        assertEquals("openat(AT_FDCWD, \"/dev/null\", O_RDWR|O_CLOEXEC, 0)", script.shown(1));
        assertEquals("dup3($2, 0, 0)", script.shown(2));
    }
}
