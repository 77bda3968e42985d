package lab.runtime.build;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A build that could not go on. */
public final class BuildException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    BuildException(String message, int exitCode, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The exit code of the command that failed, 1 if it was something else. */
    public int exitCode() {
        return exitCode;
    }
}
