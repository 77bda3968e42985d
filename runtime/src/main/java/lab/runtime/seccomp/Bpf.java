package lab.runtime.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A piece of a program of classic BPF, of the few instructions that seccomp needs; linux/filter.h. Jumps go forward, so pieces are put
 * together from the inside to the outside.
 */
final class Bpf {

    /** How many instructions the kernel takes; {@code BPF_MAXINSNS}. */
    static final int MAX = 4096;

    static final int LOAD = 0x20;
    static final int AND = 0x54;
    static final int JUMP = 0x05;
    static final int JUMP_EQ = 0x15;
    static final int JUMP_GT = 0x25;
    static final int JUMP_GE = 0x35;
    static final int RETURN = 0x06;
    private static final int FAR = 255;

    private long[] instructions = new long[4];
    private int size;

    /** {@code ld [offset]}: 32 bits of the seccomp_data into the accumulator. */
    static Bpf load(int offset) {
        return new Bpf().add(LOAD, 0, 0, offset);
    }

    /** {@code ret value}. */
    static Bpf end(int value) {
        return new Bpf().add(RETURN, 0, 0, value);
    }

    /** If the accumulator is the value, one piece, else the other; both end in {@code ret}. */
    static Bpf ifEqual(int value, Bpf then, Bpf otherwise) {
        return branch(JUMP_EQ, value, then, otherwise);
    }

    /** If the accumulator is the value or more, one piece, else the other; both end in {@code ret}. */
    static Bpf ifAtLeast(int value, Bpf then, Bpf otherwise) {
        return branch(JUMP_GE, value, then, otherwise);
    }

    /** A jump on a condition reaches over 255 instructions at most; further on takes one without. */
    private static Bpf branch(int jump, int value, Bpf then, Bpf otherwise) {
        var code = new Bpf();
        if (otherwise.size() <= FAR) {
            code.add(jump, otherwise.size(), 0, value);
        } else {
            code.add(jump, 0, 1, value).add(JUMP, 0, 0, otherwise.size());
        }
        return code.then(otherwise).then(then);
    }

    /** This piece and what follows it. */
    Bpf then(Bpf next) {
        room(next.size);
        System.arraycopy(next.instructions, 0, instructions, size, next.size);
        size += next.size;
        return this;
    }

    int size() {
        return size;
    }

    private void room(int more) {
        if (size + more > instructions.length) {
            instructions = Arrays.copyOf(instructions, Math.max(size + more, 2 * size));
        }
    }

    /** The instructions as the kernel takes them: {@code struct sock_filter}, eight bytes each. */
    byte[] bytes() {
        if (size > MAX) {
            throw new IllegalArgumentException(
                    "the profile makes a filter of " + size + " instructions, and the kernel takes " + MAX);
        }
        var bytes = ByteBuffer.allocate(Long.BYTES * size).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 0; i < size; i++) {
            bytes.putLong(instructions[i]);
        }
        return bytes.array();
    }

    /** An instruction: its code, how many to pass over if yes and if no, and its value. */
    Bpf add(int code, int yes, int no, int value) {
        room(1);
        instructions[size++] = code | (long) yes << 16 | (long) no << 24 | (long) value << 32;
        return this;
    }
}
