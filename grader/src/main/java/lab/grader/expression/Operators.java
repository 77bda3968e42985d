package lab.grader.expression;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The operators of CEL: the function each is parsed to, how it is written, and how tightly it binds. */
enum Operators {
    IF("_?_:_", "?", 1),
    OR("_||_", "||", 2),
    AND("_&&_", "&&", 3),
    EQUAL("_==_", "==", 4),
    NOT_EQUAL("_!=_", "!=", 4),
    LESS("_<_", "<", 4),
    LESS_EQUAL("_<=_", "<=", 4),
    GREATER("_>_", ">", 4),
    GREATER_EQUAL("_>=_", ">=", 4),
    IN("@in", "in", 4),
    ADD("_+_", "+", 5),
    SUBTRACT("_-_", "-", 5),
    MULTIPLY("_*_", "*", 6),
    DIVIDE("_/_", "/", 6),
    MODULO("_%_", "%", 6),
    NOT("!_", "!", 7),
    NEGATE("-_", "-", 7),
    INDEX("_[_]", "[", 8),
    NOT_STRICTLY_FALSE("@not_strictly_false", "", 8);

    private static final Map<String, Operators> BY_FUNCTION =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(op -> op.function, Function.identity()));

    private final String function;
    private final String symbol;
    private final int tightness;

    Operators(String function, String symbol, int tightness) {
        this.function = function;
        this.symbol = symbol;
        this.tightness = tightness;
    }

    static Optional<Operators> of(String function) {
        return Optional.ofNullable(BY_FUNCTION.get(function));
    }

    String symbol() {
        return symbol;
    }

    int tightness() {
        return tightness;
    }

    /** Whether it compares two values. */
    boolean comparison() {
        return tightness == EQUAL.tightness && this != IN;
    }
}
