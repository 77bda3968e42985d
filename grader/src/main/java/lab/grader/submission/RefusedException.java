package lab.grader.submission;

/** A file is not graded, for a reason that its owner can be told. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    /**
     * Refuses a file.
     *
     * @param refusal why
     */
    public RefusedException(Refusal refusal) {
        super(refusal.kind() + " " + refusal.details());
        this.refusal = refusal;
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public Refusal refusal() {
        return refusal;
    }
}
