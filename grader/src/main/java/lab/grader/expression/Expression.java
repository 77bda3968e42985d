package lab.grader.expression;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;

/** An expression over facts that was found free of mistakes; it can be evaluated any number of times. */
public final class Expression {
    private final String text;
    private final Term term;

    Expression(String text, Term term) {
        this.text = text;
        this.term = term;
    }

    /**
     * The expression as it was written.
     *
     * @return its text, with the names of parameters
     */
    public String text() {
        return text;
    }

    /**
     * The expression as a reader wants it.
     *
     * @return its text, with the values of parameters, such as {@code process('sleep 4711').ns.uts != workbench.ns.uts}
     */
    public String readable() {
        return term.readable();
    }

    /**
     * Evaluates it.
     *
     * @param view the look that facts are read in
     * @return the result and the facts that were read
     */
    public Evaluation evaluate(View view) {
        return term.evaluate(view);
    }

    /**
     * Reads what the expression calls {@code start.…}, to be kept until it is evaluated.
     *
     * @param view a look at the moment the exercise is opened
     * @return path, without {@code start}, to answer
     */
    public Map<String, Reading> opening(View view) {
        Map<String, Reading> readings = new LinkedHashMap<>();
        for (CelExpr part : outermost(term.expr(), Expression::startsAtStart)) {
            String prefix = Vocabulary.START + '.';
            for (Observation observation : term.part(part).evaluate(view).observed()) {
                String path = observation.path();
                readings.put(path.startsWith(prefix) ? path.substring(prefix.length()) : path, observation.reading());
            }
        }
        return readings;
    }

    Term term() {
        return term;
    }

    private static boolean startsAtStart(CelExpr expr) {
        switch (expr.getKind()) {
            case SELECT:
                return isStart(expr.select().operand())
                        || startsAtStart(expr.select().operand());
            case CALL:
                return expr.call()
                        .target()
                        .map(target -> isStart(target) || startsAtStart(target))
                        .orElse(false);
            default:
                return false;
        }
    }

    private static boolean isStart(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.IDENT
                && expr.ident().name().equals(Vocabulary.START);
    }

    private static List<CelExpr> outermost(CelExpr expr, Predicate<CelExpr> wanted) {
        if (wanted.test(expr)) {
            return List.of(expr);
        }
        List<CelExpr> found = new ArrayList<>();
        for (CelExpr child : children(expr)) {
            found.addAll(outermost(child, wanted));
        }
        return found;
    }

    private static List<CelExpr> children(CelExpr expr) {
        List<CelExpr> children = new ArrayList<>();
        switch (expr.getKind()) {
            case SELECT:
                children.add(expr.select().operand());
                break;
            case CALL:
                expr.call().target().ifPresent(children::add);
                children.addAll(expr.call().args());
                break;
            case LIST:
                children.addAll(expr.list().elements());
                break;
            case COMPREHENSION:
                children.add(expr.comprehension().iterRange());
                children.add(expr.comprehension().loopStep());
                break;
            default:
                break;
        }
        return children;
    }
}
