package lab.grader.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import java.util.List;
import lab.runtime.observe.Kind;

/** Finds operators whose operands can never fit. */
final class OperatorCheck {
    private static final Sort FLAG = new Sort.Plain(Kind.FLAG);

    private final NameCheck names;
    private final Places places;

    OperatorCheck(NameCheck names, Places places) {
        this.names = names;
        this.places = places;
    }

    /** What is known of the result; throws {@link MistakeException} where there can be none. */
    Sort sort(CelExpr expr, CelCall call, Operators operator, Vocabulary words) {
        List<Sort> operands =
                call.args().stream().map(arg -> names.sort(arg, words)).toList();
        switch (operator) {
            case AND:
            case OR:
            case NOT:
                for (int i = 0; i < operands.size(); i++) {
                    condition(call.args().get(i), operands.get(i), operator.symbol());
                }
                return FLAG;
            case NOT_STRICTLY_FALSE:
                return FLAG;
            case IF:
                condition(call.args().get(0), operands.get(0), "?");
                return operands.get(1).equals(operands.get(2)) ? operands.get(1) : new Sort.Other();
            case INDEX:
                return operands.get(0).element();
            case IN:
                return FLAG;
            case EQUAL:
            case NOT_EQUAL:
            case LESS:
            case LESS_EQUAL:
            case GREATER:
            case GREATER_EQUAL:
                compare(expr, operator, operands);
                return FLAG;
            default:
                return operands.stream().allMatch(operands.get(0)::equals) ? operands.get(0) : new Sort.Other();
        }
    }

    private void condition(CelExpr operand, Sort sort, String symbol) {
        if (!sort.equals(FLAG) && !(sort instanceof Sort.Other)) {
            throw places.mistake(
                    places.start(operand), "?", "`" + symbol + "` wants true or false, and this is " + sort.words());
        }
    }

    private void compare(CelExpr expr, Operators operator, List<Sort> operands) {
        for (Sort operand : operands) {
            if (operand instanceof Sort.Thing thing) {
                boolean missing = operands.contains(new Sort.Nothing());
                throw places.mistake(
                        places.of(expr),
                        operator.symbol(),
                        missing
                                ? "a " + thing.shape().title() + " is never null: ask its fact `exists`"
                                : "a " + thing.shape().title()
                                        + " as a whole can't be compared: compare one of its facts");
            }
        }
        if (!Sort.comparable(operands.get(0), operands.get(1))) {
            throw places.mistake(
                    places.of(expr),
                    operator.symbol(),
                    "the left side is " + operands.get(0).words() + ", the right side "
                            + operands.get(1).words() + ": they never compare");
        }
    }
}
