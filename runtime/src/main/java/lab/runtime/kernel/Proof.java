package lab.runtime.kernel;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a script before it may run: it fits, its jumps lead somewhere, and all it addresses is its own memory. The interpreter
 * checks nothing.
 */
final class Proof {

    private final Script script;

    private Proof(Script script) {
        this.script = script;
    }

    /**
     * Goes through a script.
     *
     * @throws ScriptTooLargeException if it does not fit
     * @throws IllegalStateException if it jumps to a label that was never set
     * @throws IllegalArgumentException if an argument is outside its memory
     */
    static void of(Script script) {
        var proof = new Proof(script);
        proof.size();
        for (var call : script.calls()) {
            call.operands().forEach(operand -> proof.operand(call, operand));
            proof.label(script.result(call.index()).zero());
            proof.label(script.result(call.index()).error());
        }
        for (var relocation : script.relocations()) {
            proof.room(
                    relocation.at(),
                    Long.BYTES,
                    () -> "pointer to " + relocation.target().shown());
            proof.room(
                    relocation.target(),
                    0,
                    () -> "pointer in " + relocation.at().shown());
        }
    }

    private void size() {
        var end = Layout.data(script.size()) + script.dataSize();
        if (end > Layout.TRACE) {
            throw new ScriptTooLargeException("calls and data need " + (end - Layout.RECORDS) + " bytes, "
                    + (Layout.TRACE - Layout.RECORDS) + " are available");
        }
        if (script.traceSize() > Layout.MAX_TRACE) {
            throw new ScriptTooLargeException(
                    "the trace needs " + script.traceSize() + " bytes, " + Layout.MAX_TRACE + " are available");
        }
    }

    private void operand(Call call, Operand operand) {
        if (operand instanceof Operand.Address address) {
            room(address, 0, call::shown);
        } else if (operand instanceof Operand.Value value) {
            room(value.at(), value.bits() / 8, call::shown);
        } else if (operand instanceof Operand.Earlier earlier && earlier.index() >= script.size()) {
            throw new IllegalArgumentException(call.shown() + " takes a result of another script");
        }
    }

    private void room(Operand.Address address, int bytes, Supplier<String> user) {
        var size = address.space() == Operand.Space.SHARED ? script.sharedSize() : script.dataSize();
        if (address.offset() < 0 || address.offset() + (long) bytes > size) {
            throw new IllegalArgumentException(
                    address.shown() + " in " + user.get() + " is outside the script's " + size + " bytes");
        }
    }

    private void label(@Nullable Label label) {
        if (label != null && label.index() > script.size()) {
            throw new IllegalArgumentException("label " + label.name() + " was set in another script");
        }
    }
}
