package lab.runtime.network;

import java.io.IOException;

/** Something about networks that can't be as it was asked for, said with the way out. */
public final class NetworkException extends IOException {

    private static final long serialVersionUID = 1L;

    NetworkException(String message) {
        super(message);
    }

    NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
