package lab.shell.command;

/** A line that goes on: a quote in it is not closed. */
public final class UnfinishedLineException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnfinishedLineException(String message) {
        super(message);
    }
}
