package lab.grader.expression;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import java.util.Optional;

/** Where the parts of an expression stand in its text. */
final class Places {
    private final String text;
    private final CelSource source;

    Places(String text, CelSource source) {
        this.text = text;
        this.source = source;
    }

    /** Where CEL places a part: its first character, or the operator, dot or parenthesis that makes it. */
    int of(CelExpr expr) {
        Integer codePoints = source.getPositionsMap().get(expr.id());
        return codePoints == null
                ? 0
                : text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    }

    /** The first character of a part. */
    int start(CelExpr expr) {
        switch (expr.getKind()) {
            case SELECT:
                return start(expr.select().operand());
            case CALL:
                if (expr.call().target().isPresent()) {
                    return start(expr.call().target().get());
                }
                Optional<Operators> operator = Operators.of(expr.call().function());
                if (operator.isPresent() && expr.call().args().size() > 1) {
                    return start(expr.call().args().get(0));
                }
                return operator.isPresent()
                        ? of(expr)
                        : nameBefore(expr, expr.call().function());
            case COMPREHENSION:
                return start(expr.comprehension().iterRange());
            default:
                return of(expr);
        }
    }

    /** The first character of the field that a selection names. */
    int afterDot(CelExpr select) {
        int at = of(select);
        while (at < text.length() && (text.charAt(at) == '.' || Character.isWhitespace(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    /** The first character of the function that a call names: it stands before the parenthesis. */
    int nameBefore(CelExpr call, String function) {
        int at = text.lastIndexOf(function, Math.min(of(call), text.length()));
        return at < 0 ? of(call) : at;
    }

    /** The name of the macro that a comprehension was written as. */
    String macroName(CelExpr comprehension) {
        CelExpr call = source.getMacroCalls().get(comprehension.id());
        return call == null ? "" : call.call().function();
    }

    MistakeException mistake(int offset, String part, String message) {
        return mistake(offset, part, message, Optional.empty());
    }

    MistakeException mistake(int offset, String part, String message, Optional<String> suggestion) {
        return new MistakeException(new Mistake(text, offset, part.length(), message, suggestion));
    }
}
