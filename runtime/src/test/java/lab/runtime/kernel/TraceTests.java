package lab.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others read in a trace, while its script runs and afterwards. */
@Tag("kernel")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TraceTests {

    private final Kernel kernel = Kernel.get();
    private final ScriptWriter s = new ScriptWriter();

    @TempDir
    private Path dir;

    @Test
    void othersSeeEachCallAsItReturns() throws IOException, InterruptedException {
        var pid = s.getpid();
        var read = s.read(s.number(0), s.buffer(8, "byte"), 1);
        var last = s.getppid();
        var file = dir.resolve("trace");
        Trace.create(file, s.script());
        var pipe = kernel.pipe();
        try (var in = pipe.get(0);
                var out = pipe.get(1);
                var fd = kernel.open(file.toString(), OpenFlags.O_RDWR, 0);
                var child = Launcher.start(s.script(), List.of(in, in, in, fd), false, "lab-test")) {
            var other = Trace.open(file);
            while (other.outcome(pid.index()).isEmpty()) {
                Thread.sleep(1);
            }
            assertEquals(child.pid(), other.result(pid).getAsLong());
            assertTrue(other.outcome(read.index()).isEmpty(), "it waits in there");
            kernel.write(out, new byte[1]);
            child.await();
            assertEquals(1, other.result(read).getAsLong());
            assertTrue(other.outcome(last.index()).isPresent());
        }
    }

    @Test
    void whatAScriptWaitsForCanBeWrittenIntoItsTrace() throws IOException {
        var word = s.shared(16, "word");
        var wait = s.label("wait");
        s.place(wait);
        s.value(word.load32()).onZero(wait);
        s.exitGroup(word.load32());
        var trace = Trace.create(dir.resolve("trace"), s.script());
        try (var fd = kernel.open(dir.resolve("trace").toString(), OpenFlags.O_RDWR, 0);
                var none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0);
                var child = Launcher.start(s.script(), List.of(none, none, none, fd), false, "lab-test")) {
            assertTrue(child.await(20).isEmpty());
            trace.putInt32(s.script().traceOffset(word), 11);
            assertEquals(11, child.await().exitCode());
            assertTrue(trace.outcome(0).orElseThrow().times() > 1);
        }
    }

    @Test
    void timesRiseFromCallToCall() throws IOException {
        for (var i = 0; i < 20; i++) {
            s.getpid();
        }
        s.nanosleep(0, 3_000_000);
        var run = ScriptRun.of(s.script(), Arch.current(), dir);
        var before = 0L;
        for (var i = 0; i < 21; i++) {
            var nanos = run.trace().outcome(i).orElseThrow().nanos();
            assertTrue(nanos > before);
            assertTrue(i < 20 || nanos - before >= 3_000_000);
            before = nanos;
        }
    }

    @Test
    void itOutlivesItsScript() throws IOException {
        var pid = s.getpid();
        var file = dir.resolve("trace");
        Trace.create(file, s.script());
        int started;
        try (var fd = kernel.open(file.toString(), OpenFlags.O_RDWR, 0);
                var none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0);
                var child = Launcher.start(s.script(), List.of(none, none, none, fd), false, "lab-test")) {
            started = child.pid();
            child.await();
        }
        assertEquals(started, Trace.open(file).result(pid).getAsLong());
    }

    @Test
    void aFileIsNotOverwritten() throws IOException {
        Trace.create(dir.resolve("trace"), s.script());
        assertThrows(IOException.class, () -> Trace.create(dir.resolve("trace"), s.script()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 100, 1 << 20})
    void aFileOfAnotherKindIsRefused(int size) throws IOException {
        var file = dir.resolve("other");
        Files.write(file, new byte[size]);
        var refused = assertThrows(TraceFormatException.class, () -> Trace.open(file));
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 3, 1000, Integer.MAX_VALUE / 32, Integer.MAX_VALUE})
    void aTraceThatClaimsMoreCallsThanItHoldsIsRefused(int calls) throws IOException {
        s.getpid();
        var bytes = header(calls, 0);
        Files.write(dir.resolve("trace"), bytes);
        assertThrows(TraceFormatException.class, () -> Trace.open(dir.resolve("trace")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, Layout.RECORDS, Layout.RECORDS + 1, Layout.RECORDS + 4 * Layout.RECORD_SIZE})
    void aFailureThatIsNoCallIsNone(long record) throws IOException {
        Files.write(dir.resolve("trace"), header(2, record));
        assertEquals(OptionalInt.empty(), Trace.open(dir.resolve("trace")).failed());
    }

    private static byte[] header(int calls, long failed) {
        var bytes = ByteBuffer.allocate(Layout.sharedOffset(2)).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(Layout.MAGIC)
                .putInt(Layout.VERSION)
                .putInt(calls)
                .putLong(failed)
                .array();
    }
}
