package lab.runtime.container;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Something about a container that cannot be done, with the reason, the way out and the exit code Docker would give. */
public final class ContainerException extends IOException {

    /** The exit code when the lab itself failed. */
    public static final int FAILED = 125;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** A failure of the lab itself. */
    public ContainerException(String message) {
        this(message, FAILED, null);
    }

    /** A failure with an exit code. */
    public ContainerException(String message, int exitCode, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The exit code: 125 the lab failed, 126 the command cannot be executed, 127 it was not found. */
    public int exitCode() {
        return exitCode;
    }
}
