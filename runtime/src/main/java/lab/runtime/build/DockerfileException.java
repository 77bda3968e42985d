package lab.runtime.build;

import java.io.IOException;

/** A mistake in a Dockerfile: where it is, what is wrong, and what was probably meant. */
public final class DockerfileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Position at;

    DockerfileException(Position at, String message) {
        super(at + ": " + message + marked(at));
        this.at = at;
    }

    /** Where it is. */
    public Position at() {
        return at;
    }

    /** The line, and a caret below the place. */
    private static String marked(Position at) {
        var column = Math.min(at.column(), at.text().length() + 1);
        var before = at.text().substring(0, column - 1).replaceAll("[^\t]", " ");
        return "\n  " + at.text() + "\n  " + before + "^";
    }
}
