package lab.runtime.kernel;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not a trace, or one that a lab of another version wrote. */
public final class TraceFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    TraceFormatException(Path file, String reason) {
        super(file + " is not a trace of this version of lab: " + reason);
    }
}
