package lab.runtime.kernel;

import java.io.IOException;

/** A system call that failed: which one, on what, and with which error. */
public final class ErrnoException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String call;
    private final int number;

    /**
     * A failed call.
     *
     * @param call its name, such as {@code mount}
     * @param operand what it was about, such as {@code proc on /proc}; may be empty
     * @param number the error number, positive
     */
    public ErrnoException(String call, String operand, int number) {
        super(call + (operand.isEmpty() ? "" : " " + operand) + ": " + Errno.nameOf(number)
                + Errno.of(number).map(e -> " (" + e.text() + ")").orElse(""));
        this.call = call;
        this.number = number;
    }

    /** The call's name. */
    public String call() {
        return call;
    }

    /** The error number. */
    public int number() {
        return number;
    }

    /** Tells whether the call failed with this error. */
    public boolean is(Errno errno) {
        return number == errno.number();
    }
}
