package lab.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that run as processes of their own on this kernel, by the interpreter of each architecture. */
@Tag("kernel")
@ParameterizedClass
@EnumSource(Arch.class)
final class ScriptTests {

    private final ScriptWriter s = new ScriptWriter();

    @TempDir
    private Path dir;

    @Parameter
    private Arch arch;

    private ScriptRun run() throws IOException {
        return ScriptRun.of(s.script(), arch, dir);
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
    void theEndOfAScriptIsExitCodeZero() throws IOException {
        var end = s.label("end");
        s.value(s.number(0)).onZero(end);
        s.exitGroup(s.number(1));
        s.place(end);
        assertEquals(0, run().ended().exitCode());
    }

    @Test
    void theFirstFailureOfSeveralProcessesIsTheOneNamed() throws IOException {
        var child = s.label("child");
        var pid = s.clone(0).onZero(child);
        s.waitid(ProcessCalls.P_PID, pid.value(), s.none(), ProcessCalls.WEXITED);
        var second = s.open("/second", OpenFlags.O_RDONLY);
        s.place(child);
        var first = s.chdir("/first");
        var run = run();
        assertEquals(Script.ABORTED, run.ended().exitCode());
        assertEquals(first.index(), run.trace().failed().orElseThrow());
        assertEquals(Errno.ENOENT, run.error(second));
    }

    @Test
    void allSixArgumentsArriveInTheirPlaces() throws IOException {
        var file = dir.resolve("file");
        Files.writeString(file, "a".repeat(65536) + "b".repeat(65536));
        var fd = s.open(file.toString(), OpenFlags.O_RDONLY);
        var mapped = s.call(
                Syscall.MMAP, s.number(0), s.number(65536), s.number(1), s.number(2), fd.value(), s.number(65536));
        var ends = s.buffer(8, "ends");
        s.pipe2(ends, 0);
        s.write(ends.plus(4).load32(), mapped.value(), s.number(4));
        var text = s.shared(16, "text");
        s.read(ends.load32(), text, 16);
        var offset = s.script().traceOffset(text);
        assertEquals("bbbb", new String(run().trace().bytes(offset, 4), StandardCharsets.UTF_8));
    }

    @Test
    void valuesOf32BitsAreNotSignExtended() throws IOException {
        var memory = s.bytes(Structs.longs(-1), "memory");
        var small = s.value(memory.load32());
        var large = s.value(memory.load64()).mayFail();
        var run = run();
        assertEquals(0xffffffffL, run.result(small));
        assertEquals(-1, run.result(large));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 10, 4194304, Long.MAX_VALUE, Long.MIN_VALUE})
    void decimalDigitsAreThoseOfTheNumber(long number) throws IOException {
        var field = s.shared(32, "field");
        s.decimal(field.plus(31), s.number(number)).mayFail();
        var offset = s.script().traceOffset(field);
        var digits = new String(run().trace().bytes(offset, 32), StandardCharsets.UTF_8).replace("\0", "");
        assertEquals(Long.toUnsignedString(number), digits);
    }

    @Test
    void aVeryLongPathIsTheKernelsToRefuse() throws IOException {
        s.getpid();
        var open = s.open("/" + "x".repeat(70_000), OpenFlags.O_RDONLY);
        var run = run();
        assertEquals(open.index(), run.trace().failed().orElseThrow());
        assertEquals(Errno.ENAMETOOLONG, run.error(open));
    }

    @Test
    void aVeryLongArgumentIsTheKernelsToRefuse() throws IOException {
        var exec = s.execve("/bin/true", List.of("true", "x".repeat(140_000)), List.of());
        assertEquals(Errno.E2BIG, run().error(exec));
    }

    @Test
    void thousandsOfCallsRun() throws IOException {
        for (var i = 0; i < 5000; i++) {
            s.getpid();
        }
        var run = run();
        assertEquals(0, run.ended().exitCode());
        assertEquals(1, run.trace().outcome(4999).orElseThrow().times());
    }

    @Test
    void aSignalEndsAScriptAsItEndsAnyProcess() throws IOException {
        var pid = s.getpid();
        s.kill(pid.value(), 9);
        assertEquals(128 + 9, run().ended().exitCode());
    }

    @Test
    void withoutATraceNothingRuns() throws IOException {
        var witness = dir.resolve("witness");
        s.mkdirat(s.fd(OpenFlags.AT_FDCWD), witness.toString(), 0700);
        try (var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var child = ScriptRun.start(s.script(), arch, dir, List.of(none, none, none, none))) {
            assertEquals(Script.ABORTED, child.await().exitCode());
        }
        assertFalse(Files.exists(witness));
    }
}
