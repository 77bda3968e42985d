package lab.runtime.cgroup;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A limit that cannot be set here, with the reason and the way out. */
public final class CgroupException extends IOException {

    private static final long serialVersionUID = 1L;

    /** A failure with its cause, if there is one. */
    public CgroupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
