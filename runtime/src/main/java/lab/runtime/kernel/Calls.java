package lab.runtime.kernel;

import org.jspecify.annotations.Nullable;

/** What the groups of typed calls are made of: one raw call, buffers and constants. */
public interface Calls {

    /** Adds a call; its arguments are shown in the order given. */
    Result call(Syscall syscall, Operand... operands);

    /** Adds a call that returns twice, as clone(2) does. */
    Result callTwice(Syscall syscall, Operand... operands);

    /** Writes 64 bits to memory. */
    void store(Operand.Address at, Operand value);

    /** A text in the script's private memory, ended by NUL. */
    Operand.Address text(String text);

    /** Bytes in the script's private memory, at a multiple of 16. */
    Operand.Address bytes(byte[] bytes, String shown);

    /** An empty buffer in the script's private memory, at a multiple of 16. */
    Operand.Address buffer(int size, String shown);

    /** An empty buffer in the trace, at a multiple of 16. */
    Operand.Address shared(int size, String shown);

    /** Puts the address of something into memory, before the script starts. */
    void point(Operand.Address at, Operand.Address target);

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

    /** What an operand stands for, as {@link Result#about} was told, or else the operand itself. */
    default String about(Operand operand) {
        var shown = operand.shown();
        var from = shown.indexOf('<');
        return from > 0 && shown.endsWith(">")
                ? shown.substring(from + 1, shown.length() - 1)
                : shown.replace("\"", "");
    }

    /** A text, or the null pointer. */
    default Operand textOrNone(@Nullable String text) {
        return text == null ? none() : text(text);
    }
}
