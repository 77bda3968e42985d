package lab.runtime.kernel;

/** A script that does not fit the memory laid out for it, for instance because an argument is very long. */
public final class ScriptTooLargeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    ScriptTooLargeException(String message) {
        super("script too large: " + message);
    }
}
