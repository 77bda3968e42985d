package lab.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts that are refused before they run, and the bounds of those that are not. */
final class ProofTests {

    private final ScriptWriter s = new ScriptWriter();

    @Test
    void aTextThatDoesNotFitIsRefused() {
        var refused = assertThrows(ScriptTooLargeException.class, () -> s.text("x".repeat(2 << 20)));
        assertTrue(refused.getMessage().contains("script too large"), refused.getMessage());
    }

    @Test
    void aBufferThatDoesNotFitIsRefused() {
        for (var size : List.of(-1, 2 << 20, Integer.MAX_VALUE)) {
            assertThrows(ScriptTooLargeException.class, () -> s.buffer(size, "buffer"));
            assertThrows(ScriptTooLargeException.class, () -> s.shared(size, "buffer"));
        }
    }

    @Test
    void callsAndDataTogetherMustFit() {
        s.buffer(900_000, "data");
        for (var i = 0; i < 1000; i++) {
            s.getpid();
        }
        assertThrows(ScriptTooLargeException.class, s::script);
    }

    @Test
    void callsAndBuffersOfTheTraceMustFit() {
        s.shared(Layout.MAX_TRACE - 1000, "buffer");
        for (var i = 0; i < 100; i++) {
            s.getpid();
        }
        assertThrows(ScriptTooLargeException.class, s::script);
    }

    @Test
    void manyTextsAreRefusedWhenTheyDoNotFitTogether() {
        assertThrows(ScriptTooLargeException.class, () -> {
            for (var i = 0; i < 100_000; i++) {
                s.open("/some/folder/with/a/file/" + i, OpenFlags.O_RDONLY);
            }
            s.script();
        });
    }

    @Test
    void aJumpToNowhereIsRefused() {
        s.jump(s.label("nowhere"));
        var refused = assertThrows(IllegalStateException.class, s::script);
        assertTrue(refused.getMessage().contains("nowhere"), refused.getMessage());
    }

    @Test
    void anAddressBehindTheDataIsRefused() {
        var buffer = s.buffer(16, "buffer");
        s.value(buffer.plus(9).load64());
        var refused = assertThrows(IllegalArgumentException.class, s::script);
        assertTrue(refused.getMessage().contains("buffer+9"), refused.getMessage());
    }

    @Test
    void aPointerBehindTheDataIsRefused() {
        var buffer = s.buffer(16, "buffer");
        s.point(buffer.plus(12), buffer);
        assertThrows(IllegalArgumentException.class, s::script);
    }

    @Test
    void aResultOfALongerScriptIsRefused() {
        var other = new ScriptWriter();
        other.getpid();
        s.exitGroup(other.getpid().value());
        assertThrows(IllegalArgumentException.class, s::script);
    }

    @Test
    void aTextWithNulIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> s.open("/etc\0/passwd", OpenFlags.O_RDONLY));
    }

    @Test
    void sevenArgumentsAreRefused() {
        var zero = s.number(0);
        assertThrows(
                IllegalArgumentException.class, () -> s.call(Syscall.GETPID, zero, zero, zero, zero, zero, zero, zero));
    }

    @Test
    void aLabelIsSetOnce() {
        var label = s.label("here");
        s.place(label);
        assertThrows(IllegalStateException.class, () -> s.place(label));
    }

    /** Whatever is written down, either it is refused with a reason or every address in the records is inside the script's memory. */
    @ParameterizedTest
    @EnumSource(Arch.class)
    void addressesOfRandomScriptsStayInside(Arch arch) {
        var accepted = 0;
        for (var seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            try {
                var script = random(random);
                check(script, script.elf(arch));
                accepted++;
            } catch (IllegalArgumentException | IllegalStateException e) {
                assertTrue(e.getMessage() != null && !e.getMessage().isBlank(), "seed " + seed);
            }
        }
        assertTrue(accepted > 50 && accepted < 500, accepted + " of 500");
    }

    private static Script random(Random random) {
        var writer = new ScriptWriter();
        var operands = new ArrayList<Operand>(List.of(writer.number(random.nextLong())));
        var labels = new ArrayList<Label>(List.of(writer.label("start")));
        writer.place(labels.get(0));
        var steps = 1 + random.nextInt(40);
        for (var i = 0; i < steps; i++) {
            var size = 1 + random.nextInt(random.nextInt(50) == 0 ? 1 << 20 : 200);
            var address = random.nextBoolean() ? writer.buffer(size, "b") : writer.shared(size, "s");
            var at = address.plus(random.nextInt(random.nextInt(30) == 0 ? size + 9 : Math.max(1, size - 8)));
            operands.add(random.nextBoolean() ? at : random.nextBoolean() ? at.load32() : at.load64());
            if (at.space() == Operand.Space.PRIVATE && random.nextInt(4) == 0) {
                writer.point(at, address);
            }
            var arguments = new Operand[random.nextInt(7)];
            for (var a = 0; a < arguments.length; a++) {
                arguments[a] = operands.get(random.nextInt(operands.size()));
            }
            var result = writer.call(Syscall.values()[random.nextInt(Syscall.values().length)], arguments);
            operands.add(result.value());
            result.onError(labels.get(random.nextInt(labels.size())));
            var label = writer.label("l" + i);
            labels.add(label);
            if (random.nextInt(100) > 0) {
                writer.place(label);
            }
        }
        return writer.script();
    }

    private static void check(Script script, byte[] elf) {
        var program = ByteBuffer.wrap(elf)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(0x1000)
                .slice();
        program.order(ByteOrder.LITTLE_ENDIAN);
        var data = Layout.data(script.size()) - Layout.RECORDS;
        assertEquals(data + script.dataSize(), program.capacity());
        var traceEnd = Layout.TRACE + script.traceSize();
        for (var call : script.calls()) {
            var at = (int) (Layout.record(call.index()) - Layout.RECORDS);
            for (var i = 0; i < call.operands().size(); i++) {
                if (!(call.operands().get(i) instanceof Operand.Number)) {
                    var address = program.getLong(at + 8 + 8 * i);
                    var inside = address >= Layout.RECORDS && address <= Layout.RECORDS + program.capacity();
                    assertTrue(inside || address >= Layout.TRACE && address <= traceEnd, call.shown());
                }
            }
            var next = program.getLong(at + 72);
            assertTrue(next == 0 || next >= Layout.record(0) && next <= Layout.end(script.size()), call.shown());
            assertEquals(Layout.TRACE + Layout.entry(call.index()), program.getLong(at + 80));
        }
    }
}
