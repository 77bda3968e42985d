package lab.runtime.seccomp;

/**
 * A comparison of one argument of a call, as 64 bits without sign.
 *
 * @param argument which one, from 0
 * @param mask the bits that count
 * @param operator how they are compared
 * @param value with what
 */
record Condition(int argument, long mask, Operator operator, long value) {

    /** How an argument is compared. */
    enum Operator {
        /** Equal. */
        EQ("=="),
        /** Not equal. */
        NE("!="),
        /** Less. */
        LT("<"),
        /** Less or equal. */
        LE("<="),
        /** Greater or equal. */
        GE(">="),
        /** Greater. */
        GT(">");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        static Operator of(String sign) {
            for (var operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("\"" + sign + "\" compares nothing: use == != < <= > >=");
        }
    }

    private static final int ARGUMENTS = 6;

    /** Checks that there is such an argument. */
    Condition {
        if (argument < 0 || argument >= ARGUMENTS) {
            throw new IllegalArgumentException("a system call has arguments 0 to 5, not " + argument);
        }
    }

    /** A comparison of all bits. */
    Condition(int argument, Operator operator, long value) {
        this(argument, -1L, operator, value);
    }
}
