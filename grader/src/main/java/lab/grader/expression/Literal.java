package lab.grader.expression;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes values the way an expression writes them. */
public final class Literal {
    private Literal() {}

    /**
     * Writes a value.
     *
     * @param value a value of a fact or of an expression, null for none
     * @return text in single quotes, lists in brackets, the rest as it is
     */
    public static String of(@Nullable Object value) {
        if (value instanceof String text) {
            return '\'' + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + '\'';
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Literal::of).collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(value);
    }
}
