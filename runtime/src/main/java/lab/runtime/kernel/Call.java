package lab.runtime.kernel;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One call of a script as it was written.
 *
 * @param index its place in the script, from 0
 * @param name the call's name, or that of a pseudo call
 * @param number what the interpreter runs: a system call, or a pseudo call if negative
 * @param operands its arguments, at most six
 * @param label a note on what it is for, empty if the call says it all
 * @param twice whether it returns twice
 */
record Call(int index, String name, Number number, List<Operand> operands, String label, boolean twice) {

    /** How the interpreter knows a call. */
    sealed interface Number {
        /** A call of the kernel. */
        record Kernel(Syscall syscall) implements Number {}

        /** A call of the interpreter's own. */
        record Pseudo(int code) implements Number {}
    }

    static final Number VALUE = new Number.Pseudo(-1);
    static final Number STORE = new Number.Pseudo(-2);
    static final Number DECIMAL = new Number.Pseudo(-3);

    /** The call as a programmer would write it. */
    String shown() {
        return name + operands.stream().map(Operand::shown).collect(Collectors.joining(", ", "(", ")"));
    }
}
