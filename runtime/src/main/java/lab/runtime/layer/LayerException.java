package lab.runtime.layer;

import java.io.IOException;

/** A layer that is not well-formed, asks for what is refused, or is not what it was said to be. */
public final class LayerException extends IOException {

    private static final long serialVersionUID = 1L;

    LayerException(String message) {
        super(message);
    }

    LayerException(String message, Throwable cause) {
        super(message, cause);
    }
}
