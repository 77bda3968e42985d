package lab.runtime.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** Programs of classic BPF as text, an instruction a line: code, the two distances and the value of the jump, then the instruction as people write it. */
final class ProgramListing {

    private static final int FIELDS = 4;
    private static final int HEXADECIMAL = 16;

    private ProgramListing() {}

    static String write(byte[] program) {
        var instructions = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        var text = new StringBuilder();
        for (var at = 0; at < program.length / Long.BYTES; at++) {
            var code = instructions.getShort();
            var yes = Byte.toUnsignedInt(instructions.get());
            var no = Byte.toUnsignedInt(instructions.get());
            var value = instructions.getInt();
            text.append(String.format(
                    Locale.ROOT,
                    "%02x %02x %02x %08x  %4d: %s\n",
                    code,
                    yes,
                    no,
                    value,
                    at,
                    name(code, at, yes, no, value)));
        }
        return text.toString();
    }

    private static String name(short code, int at, int yes, int no, int value) {
        var otherwise = (no == 0 ? "" : ", else " + (at + 1 + no));
        var jump = " #" + Integer.toUnsignedString(value) + (yes == 0 ? "" : ", " + (at + 1 + yes)) + otherwise;
        return switch (code) {
            case Bpf.LOAD -> "ld [" + value + "]";
            case Bpf.AND -> "and #0x" + Integer.toHexString(value);
            case Bpf.JUMP -> "ja " + (at + 1 + value);
            case Bpf.JUMP_EQ -> "jeq" + jump;
            case Bpf.JUMP_GE -> "jge" + jump;
            case Bpf.JUMP_GT -> "jgt" + jump;
            default -> "ret #0x" + Integer.toHexString(value);
        };
    }

    static byte[] read(String text) {
        var lines = text.split("\n");
        var program = ByteBuffer.allocate(Long.BYTES * lines.length).order(ByteOrder.LITTLE_ENDIAN);
        for (var line : lines) {
            var fields = line.split(" ", FIELDS + 1);
            program.putShort((short) Integer.parseInt(fields[0], HEXADECIMAL));
            program.put((byte) Integer.parseInt(fields[1], HEXADECIMAL));
            program.put((byte) Integer.parseInt(fields[2], HEXADECIMAL));
            program.putInt(Integer.parseUnsignedInt(fields[3], HEXADECIMAL));
        }
        return program.array();
    }
}
