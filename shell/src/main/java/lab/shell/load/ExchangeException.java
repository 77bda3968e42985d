package lab.shell.load;

import java.io.IOException;

/** A request that got no answer that counts. */
final class ExchangeException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The kinds of failures, in the words they are counted under. */
    enum Kind {
        REFUSED,
        TIMEOUT,
        RESET,
        CLOSED,
        MALFORMED
    }

    private final Kind kind;

    ExchangeException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    ExchangeException(Kind kind, IOException cause) {
        super(cause.getMessage(), cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
