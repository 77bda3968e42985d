package lab.grader.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lab.runtime.observe.Observation;

/**
 * An expression that is true or false, taken apart at its {@code &&} so that a verdict can name the part that deviates.
 */
public final class Condition {
    private final Expression expression;
    private final List<Term> parts;

    Condition(Expression expression) {
        this.expression = expression;
        List<Term> terms = new ArrayList<>();
        flatten(expression.term(), terms);
        this.parts = List.copyOf(terms);
    }

    /**
     * The whole expression.
     *
     * @return the expression
     */
    public Expression expression() {
        return expression;
    }

    /**
     * The condition without one of its parts.
     *
     * @param part what is left out
     * @param rest the expression of what remains, {@code true} if nothing does
     */
    public record Weaker(String part, String rest) {}

    /**
     * Weakens it in every way that leaves out one of the parts that {@code &&} joins.
     *
     * @return an expression for each part, in their order
     */
    public List<Weaker> weaker() {
        List<Weaker> all = new ArrayList<>();
        for (Term part : parts) {
            String rest = parts.stream()
                    .filter(other -> other != part)
                    .map(other -> "(" + other.readable() + ")")
                    .collect(Collectors.joining(" && "));
            all.add(new Weaker(part.readable(), rest.isEmpty() ? "true" : rest));
        }
        return all;
    }

    /**
     * Decides whether it holds.
     *
     * <p>A part that is false, or asks about a thing that does not exist, makes it not met, whatever the other parts are. Otherwise, a part that could not
     * be observed leaves it open.
     *
     * @param view the look that facts are read in
     * @return the outcome, with the facts that were read
     */
    public Judgement judge(View view) {
        Map<String, Observation> observed = new LinkedHashMap<>();
        Map<String, Observation> evidence = new LinkedHashMap<>();
        Outcome outcome = new Outcome.Met();
        for (Term part : parts) {
            Evaluation evaluation = part.evaluate(view);
            evaluation.observed().forEach(fact -> observed.putIfAbsent(fact.path(), fact));
            Evidence.of(part, evaluation).forEach(fact -> evidence.putIfAbsent(fact.path(), fact));
            Outcome own = outcome(part, evaluation, view);
            if (own instanceof Outcome.NotMet) {
                outcome = own;
                break;
            }
            if (own instanceof Outcome.CouldNotObserve && outcome.met()) {
                outcome = own;
            }
        }
        return new Judgement(outcome, List.copyOf(observed.values()), List.copyOf(evidence.values()));
    }

    private static Outcome outcome(Term part, Evaluation evaluation, View view) {
        Result result = evaluation.result();
        if (result instanceof Result.Value value && value.value() instanceof Boolean met) {
            return met ? new Outcome.Met() : new Outcome.NotMet(deviation(part, evaluation, view));
        }
        if (result instanceof Result.Absent) {
            return new Outcome.NotMet(deviation(part, evaluation, view));
        }
        if (result instanceof Result.Unobservable unobservable) {
            return Outcome.CouldNotObserve.of(unobservable.observation());
        }
        if (result instanceof Result.Failed failed) {
            // null compared with < or used in arithmetic: the thing is there and has no such value, so nothing is met.
            return sides(part, view).stream().anyMatch(side -> side.value().equals("null"))
                    ? new Outcome.NotMet(deviation(part, evaluation, view))
                    : new Outcome.CouldNotObserve("the expression fails: " + failed.reason(), part.readable());
        }
        return new Outcome.CouldNotObserve("the expression is neither true nor false", part.readable());
    }

    private static Deviation deviation(Term part, Evaluation evaluation, View view) {
        Optional<Observation> absent = evaluation.result() instanceof Result.Absent missing
                ? Optional.of(missing.observation())
                : Optional.empty();
        return new Deviation(part.readable(), sides(part, view), absent, Evidence.of(part, evaluation));
    }

    /** The values of what a comparison compares, or of the part itself; what is written out needs no repetition. */
    private static List<Deviation.Side> sides(Term part, View view) {
        List<CelExpr> exprs = new ArrayList<>();
        if (part.expr().getKind() == CelExpr.ExprKind.Kind.CALL) {
            CelCall call = part.expr().call();
            boolean taken = Operators.of(call.function())
                    .map(op -> op.comparison() || op == Operators.IN || op == Operators.NOT)
                    .orElse(false);
            if (taken) {
                exprs.addAll(call.args());
            }
        }
        List<Deviation.Side> sides = new ArrayList<>();
        for (CelExpr expr : exprs) {
            if (expr.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
                side(part.part(expr), view).ifPresent(sides::add);
            }
        }
        return sides;
    }

    private static Optional<Deviation.Side> side(Term term, View view) {
        Evaluation evaluation = term.evaluate(view);
        if (evaluation.result() instanceof Result.Value value) {
            String text = term.readable();
            String shown = Literal.of(value.value());
            return text.equals(shown) ? Optional.empty() : Optional.of(new Deviation.Side(text, shown));
        }
        return Optional.empty();
    }

    private static void flatten(Term term, List<Term> parts) {
        CelExpr expr = term.expr();
        if (expr.getKind() == CelExpr.ExprKind.Kind.CALL
                && Operators.of(expr.call().function()).orElse(null) == Operators.AND) {
            expr.call().args().forEach(arg -> flatten(term.part(arg), parts));
        } else {
            parts.add(term);
        }
    }
}
