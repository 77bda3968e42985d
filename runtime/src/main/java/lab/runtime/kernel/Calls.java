package lab.runtime.kernel;

import org.jspecify.annotations.Nullable;

/** What the groups of typed calls are made of: one raw call, buffers and constants. */
public interface Calls {

    /** Adds a call; its arguments are shown in the order given. */
    Result call(Syscall syscall, Operand... operands);

    /** Adds a call that returns twice, as clone(2) does. */
    Result callTwice(Syscall syscall, Operand... operands);

    /** A text in the script's private memory, ended by NUL. */
    Operand.Address text(String text);

    /** Bytes in the script's private memory, at a multiple of 16. */
    Operand.Address bytes(byte[] bytes, String shown);

    /** An empty buffer in the script's private memory, at a multiple of 16. */
    Operand.Address buffer(int size, String shown);

    /** An empty buffer in the trace, at a multiple of 16. */
    Operand.Address shared(int size, String shown);

    /** A number. */
    default Operand number(long value) {
        return new Operand.Number(value);
    }

    /** A number shown by a name or a list of flags. */
    default Operand named(long value, String shown) {
        return new Operand.Number(value, shown);
    }

    /** The null pointer. */
    default Operand none() {
        return new Operand.Number(0, "NULL");
    }

    /** A text, or the null pointer. */
    default Operand textOrNone(@Nullable String text) {
        return text == null ? none() : text(text);
    }
}
