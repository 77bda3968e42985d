package lab.runtime.image;

import java.io.IOException;

/** An image that is not there or cannot be used, with the reason and the way out. */
public final class ImageException extends IOException {

    private static final long serialVersionUID = 1L;

    /** A failure without a deeper cause. */
    public ImageException(String message) {
        super(message);
    }

    /** A failure with its cause. */
    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
