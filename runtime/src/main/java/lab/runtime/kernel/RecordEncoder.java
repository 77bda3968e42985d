package lab.runtime.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Turns a script's calls into the interpreter's records, with all addresses filled in. */
final class RecordEncoder {

    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED_FIXED = 0x11;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int LONG_VALUE = 1;
    private static final int INT_VALUE = 2;
    private static final int RESULT_OFFSET = 56;

    private final Arch arch;
    private final Script script;
    private final ByteBuffer out;

    private RecordEncoder(Arch arch, Script script) {
        this.arch = arch;
        this.script = script;
        var data = script.data();
        var size = (int) (Layout.data(script.size()) - Layout.RECORDS) + data.length;
        this.out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.position(size - data.length).put(data).position(0);
    }

    static byte[] encode(Arch arch, Script script, boolean traced) {
        var encoder = new RecordEncoder(arch, script);
        encoder.mapTrace(traced);
        for (var call : script.calls()) {
            encoder.record(call);
        }
        encoder.exit(0);
        encoder.exit(Script.ABORTED);
        for (var relocation : script.relocations()) {
            encoder.relocate(relocation);
        }
        return encoder.out.array();
    }

    /** The first record, which has no entry in the trace: it maps the trace, or memory in its place. */
    private void mapTrace(boolean traced) {
        var flags = traced ? MAP_SHARED_FIXED : MAP_SHARED_FIXED | MAP_ANONYMOUS;
        var fd = traced ? Script.TRACE_FD : -1;
        head(Syscall.MMAP.number(arch), 0);
        arguments(new long[] {Layout.TRACE, script.traceSize(), PROT_READ_WRITE, flags, fd, 0});
        tail(0, Layout.noTrace(script.size()), 0, false);
    }

    /** One of the two last records, which have no entry in the trace, either. */
    private void exit(int code) {
        head(Syscall.EXIT_GROUP.number(arch), 0);
        arguments(new long[] {code, 0, 0, 0, 0, 0});
        tail(0, 0, 0, false);
    }

    private void record(Call call) {
        var values = new long[6];
        var kinds = 0;
        for (var i = 0; i < call.operands().size(); i++) {
            var operand = call.operands().get(i);
            values[i] = value(operand);
            kinds |= kind(operand) << 2 * (5 - i);
        }
        head(number(call), kinds);
        arguments(values);
        var result = script.result(call.index());
        var zero = result.zero() == null ? 0 : Layout.record(result.zero().index());
        var next = result.ignoresErrors() ? Layout.record(call.index() + 1) : 0;
        var error = result.error() == null ? next : Layout.record(result.error().index());
        tail(zero, error, Layout.TRACE + Layout.entry(call.index()), call.twice());
    }

    private void relocate(Relocation relocation) {
        out.putLong((int) (address(relocation.at()) - Layout.RECORDS), address(relocation.target()));
    }

    private int number(Call call) {
        return call.number() instanceof Call.Number.Kernel kernel
                ? kernel.syscall().number(arch)
                : ((Call.Number.Pseudo) call.number()).code();
    }

    private void head(int number, int kinds) {
        out.putInt(number).putInt(kinds);
    }

    private void arguments(long[] values) {
        for (var value : values) {
            out.putLong(value);
        }
        out.putLong(0);
    }

    private void tail(long zero, long error, long entry, boolean twice) {
        out.putLong(zero).putLong(error).putLong(entry).putLong(twice ? 1 : 0);
    }

    private long value(Operand operand) {
        if (operand instanceof Operand.Number n) {
            return n.value();
        } else if (operand instanceof Operand.Address a) {
            return address(a);
        } else if (operand instanceof Operand.Value v) {
            return address(v.at());
        }
        return Layout.record(((Operand.Earlier) operand).index()) + RESULT_OFFSET;
    }

    private long address(Operand.Address address) {
        var start = address.space() == Operand.Space.SHARED
                ? Layout.TRACE + Layout.sharedOffset(script.size())
                : Layout.data(script.size());
        return start + address.offset();
    }

    private static int kind(Operand operand) {
        if (operand instanceof Operand.Earlier) {
            return LONG_VALUE;
        }
        return operand instanceof Operand.Value v ? v.bits() == 64 ? LONG_VALUE : INT_VALUE : 0;
    }
}
