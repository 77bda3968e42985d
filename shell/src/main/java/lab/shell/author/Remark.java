package lab.shell.author;

import java.nio.file.Path;

/**
 * Something about an exercise's file that its author should know.
 *
 * @param file the file
 * @param line where, from 1
 * @param column where in the line, from 1
 * @param fault whether it is wrong, not only worth a thought
 * @param message what it is
 */
public record Remark(Path file, int line, int column, boolean fault, String message) {

    /** As compilers write it. */
    public String text() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
