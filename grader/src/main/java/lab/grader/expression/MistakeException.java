package lab.grader.expression;

/** An expression that can't mean anything: it breaks the grammar, or names a fact that no such thing has. */
public final class MistakeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Mistake mistake;

    /**
     * Makes the exception.
     *
     * @param mistake what is wrong and where
     */
    public MistakeException(Mistake mistake) {
        super(mistake.render());
        this.mistake = mistake;
    }

    /**
     * What is wrong and where.
     *
     * @return the mistake
     */
    public Mistake mistake() {
        return mistake;
    }
}
