package lab.runtime.container;

import java.io.IOException;

/** A record that cannot be read: damaged, or written by another version of the lab. */
final class RecordException extends IOException {

    private static final long serialVersionUID = 1L;

    RecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
