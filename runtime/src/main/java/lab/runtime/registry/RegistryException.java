package lab.runtime.registry;

import java.io.IOException;

/** What a registry refused or got wrong, with the reason and the way out. */
public final class RegistryException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 200;

    private final int status;

    /** A failure without a status. */
    public RegistryException(String message) {
        this(message, 0);
    }

    /**
     * A failure.
     *
     * @param status the HTTP status that told of it, 0 if none did
     */
    public RegistryException(String message, int status) {
        super(message);
        this.status = status;
    }

    /** A failure with its cause. */
    public RegistryException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** The HTTP status, 0 if there is none. */
    public int status() {
        return status;
    }

    /** A text from outside, fit for a message: no control characters, not endless. */
    static String printable(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "..." : clean;
    }
}
