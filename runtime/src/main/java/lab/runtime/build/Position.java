package lab.runtime.build;

/**
 * A place in a Dockerfile.
 *
 * @param file its name, as the user gave it
 * @param line counted from 1
 * @param column counted from 1
 * @param text the line
 */
public record Position(String file, int line, int column, String text) {

    /** A place further right in the same line. */
    Position plus(int columns) {
        return new Position(file, line, column + columns, text);
    }

    /** {@code Dockerfile:3}. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
