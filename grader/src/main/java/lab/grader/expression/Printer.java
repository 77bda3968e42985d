package lab.grader.expression;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a part of an expression as a reader wants it: with the values of the parameters in their places. */
final class Printer {
    private final CelSource source;
    private final Map<String, ?> parameters;

    Printer(CelSource source, Map<String, ?> parameters) {
        this.source = source;
        this.parameters = parameters;
    }

    /** The text of a part. */
    String print(CelExpr expr) {
        switch (expr.getKind()) {
            case CONSTANT:
                return constant(expr.constant());
            case IDENT:
                Object parameter = parameters.get(expr.ident().name());
                return parameter == null ? expr.ident().name() : Literal.of(parameter);
            case SELECT:
                return expr.select().testOnly()
                        ? "has(" + tight(expr.select().operand()) + '.'
                                + expr.select().field() + ')'
                        : tight(expr.select().operand()) + '.' + expr.select().field();
            case CALL:
                return call(expr.call());
            case LIST:
                return '[' + join(expr.list().elements(), this::print) + ']';
            case MAP:
                return '{'
                        + join(expr.map().entries(), entry -> print(entry.key()) + ": " + print(entry.value()))
                        + '}';
            default:
                CelExpr macro = source.getMacroCalls().get(expr.id());
                return macro == null ? "…" : call(macro.call());
        }
    }

    private String call(CelCall call) {
        Optional<Operators> operator = Operators.of(call.function());
        if (operator.isEmpty()) {
            String arguments = call.function() + '(' + join(call.args(), this::print) + ')';
            return call.target().map(target -> tight(target) + '.' + arguments).orElse(arguments);
        }
        Operators op = operator.get();
        List<CelExpr> args = call.args();
        switch (op) {
            case NOT:
            case NEGATE:
                return op.symbol() + nested(args.get(0), op.tightness());
            case INDEX:
                return tight(args.get(0)) + '[' + print(args.get(1)) + ']';
            case IF:
                return nested(args.get(0), op.tightness() + 1) + " ? " + nested(args.get(1), op.tightness() + 1) + " : "
                        + nested(args.get(2), op.tightness());
            case NOT_STRICTLY_FALSE:
                return print(args.get(0));
            default:
                // CEL regroups chains of && and ||, which is no change: only other operators mind the side.
                boolean regroups = op == Operators.AND || op == Operators.OR;
                return nested(args.get(0), op.tightness())
                        + ' '
                        + op.symbol()
                        + ' '
                        + nested(args.get(1), op.tightness() + (regroups ? 0 : 1));
        }
    }

    private String tight(CelExpr expr) {
        return nested(expr, Operators.INDEX.tightness());
    }

    private String nested(CelExpr expr, int tightness) {
        boolean loose = expr.getKind() == CelExpr.ExprKind.Kind.CALL
                && Operators.of(expr.call().function())
                        .map(op -> op.tightness() < tightness)
                        .orElse(false);
        return loose ? '(' + print(expr) + ')' : print(expr);
    }

    private static String constant(CelConstant constant) {
        switch (constant.getKind()) {
            case STRING_VALUE:
                return Literal.of(constant.stringValue());
            case BOOLEAN_VALUE:
                return String.valueOf(constant.booleanValue());
            case INT64_VALUE:
                return String.valueOf(constant.int64Value());
            case UINT64_VALUE:
                return constant.uint64Value() + "u";
            case DOUBLE_VALUE:
                return String.valueOf(constant.doubleValue());
            case NULL_VALUE:
                return "null";
            default:
                return constant.toString();
        }
    }

    private static <T> String join(List<T> parts, Function<? super T, String> print) {
        return parts.stream().map(print).collect(Collectors.joining(", "));
    }
}
