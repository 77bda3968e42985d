package lab.runtime.registry;

import java.io.IOException;

/** A transfer that broke on the way; the same may work when it is tried again. */
final class BrokenTransferException extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenTransferException(String message) {
        super(message);
    }

    BrokenTransferException(String message, Throwable cause) {
        super(message, cause);
    }
}
