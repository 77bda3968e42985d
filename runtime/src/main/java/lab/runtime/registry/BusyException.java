package lab.runtime.registry;

import java.io.IOException;
import java.time.Duration;

/** A registry that cannot do it now, and may say when it can. */
final class BusyException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    BusyException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
