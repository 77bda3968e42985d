package lab.runtime.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs a program of classic BPF on a system call, as the kernel does. */
final class BpfMachine {

    private final ByteBuffer program;

    BpfMachine(byte[] program) {
        this.program = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    }

    int run(AuditArch arch, int number, long... arguments) {
        var data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(0, number).putInt(4, arch.number());
        for (var i = 0; i < arguments.length; i++) {
            data.putLong(16 + 8 * i, arguments[i]);
        }
        var accumulator = 0;
        for (var at = 0; ; at++) {
            var code = program.getShort(8 * at);
            var yes = Byte.toUnsignedInt(program.get(8 * at + 2));
            var no = Byte.toUnsignedInt(program.get(8 * at + 3));
            var value = program.getInt(8 * at + 4);
            switch (code) {
                case Bpf.LOAD -> accumulator = data.getInt(value);
                case Bpf.AND -> accumulator &= value;
                case Bpf.JUMP_EQ -> at += accumulator == value ? yes : no;
                case Bpf.JUMP_GE -> at += Integer.compareUnsigned(accumulator, value) >= 0 ? yes : no;
                case Bpf.JUMP_GT -> at += Integer.compareUnsigned(accumulator, value) > 0 ? yes : no;
                case 0x05 -> at += value;
                case Bpf.RETURN -> {
                    return value;
                }
                default -> throw new AssertionError("no such instruction: " + code);
            }
        }
    }
}
