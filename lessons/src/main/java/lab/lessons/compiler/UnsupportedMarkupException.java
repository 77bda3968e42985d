package lab.lessons.compiler;

/** Markup that the document model has no place for. */
final class UnsupportedMarkupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsupportedMarkupException(String what) {
        super(what);
    }
}
