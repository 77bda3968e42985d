package lab.runtime.kernel;

import org.jspecify.annotations.Nullable;

/** The result slot of a call in a script under construction: later calls take it as an argument, and it says what follows. */
public final class Result {

    private final int index;
    private String name;
    private @Nullable Label zero;
    private @Nullable Label error;
    private boolean mayFail;

    Result(int index, String name) {
        this.index = index;
        this.name = name;
    }

    /** Goes on at a label if the result is 0; for clone(2), in the child. */
    public Result onZero(Label label) {
        zero = label;
        return this;
    }

    /** Goes on at a label if the call fails. */
    public Result onError(Label label) {
        error = label;
        return this;
    }

    /** Goes on with the next call even if this one fails. */
    public Result mayFail() {
        mayFail = true;
        return this;
    }

    /** Says what the result stands for, such as the path of a descriptor: it is shown with it wherever it is an argument. */
    public Result about(String what) {
        name = "$" + (index + 1) + "<" + what + ">";
        return this;
    }

    /** The result as an argument of a later call. */
    public Operand value() {
        return new Operand.Earlier(index, name);
    }

    /** The call's place in the script, from 0. */
    public int index() {
        return index;
    }

    @Nullable
    Label zero() {
        return zero;
    }

    @Nullable
    Label error() {
        return error;
    }

    boolean ignoresErrors() {
        return mayFail;
    }
}
