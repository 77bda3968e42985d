package lab.runtime.image;

import java.io.IOException;

/** A text that is no name of an image. */
public final class ImageNameException extends IOException {

    private static final long serialVersionUID = 1L;

    ImageNameException(String text, String reason) {
        super("\"" + text + "\" is no name of an image: " + reason);
    }
}
