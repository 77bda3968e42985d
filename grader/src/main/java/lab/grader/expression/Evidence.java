package lab.grader.expression;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.runtime.observe.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Picks the observations that a reader needs out of all that a part of an expression made.
 *
 * <p>A question about all elements of a list reads facts of each. Where one element decided the answer, it is the last one that was read; where none did, how
 * many there are says it all.
 */
final class Evidence {
    private static final Pattern ELEMENT = Pattern.compile("(.*)\\[(\\d+)]\\.[^\\[\\]]*");
    private static final int FEW = 3;

    private Evidence() {}

    /** The observations that tell why a part came to its result. */
    static List<Observation> of(Term part, Evaluation evaluation) {
        Optional<Boolean> decided = decidedByOne(part, evaluation.result());
        Map<String, Integer> last = new HashMap<>();
        for (Observation observation : evaluation.observed()) {
            element(observation).ifPresent(e -> last.put(e.group(1), Integer.parseInt(e.group(2))));
        }
        List<Observation> picked = new ArrayList<>();
        for (Observation observation : evaluation.observed()) {
            Optional<Matcher> element = element(observation);
            boolean kept = element.isEmpty() || kept(element.get(), decided, last);
            if (kept) {
                picked.add(observation);
            }
        }
        return picked;
    }

    private static boolean kept(Matcher element, Optional<Boolean> decided, Map<String, Integer> last) {
        int index = Integer.parseInt(element.group(2));
        Integer decisive = last.get(element.group(1));
        return decided.map(one -> one && decisive != null && decisive == index).orElse(index < FEW);
    }

    /** For a question about the elements of a list: whether a single one decided it. */
    private static Optional<Boolean> decidedByOne(Term part, Result result) {
        Boolean value = result instanceof Result.Value known && known.value() instanceof Boolean flag ? flag : null;
        CelExpr expr = part.expr();
        while (value != null && isNot(expr)) {
            expr = expr.call().args().get(0);
            value = !value;
        }
        return expr.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION
                ? decidedByOne(part.macroName(expr), value)
                : Optional.empty();
    }

    private static Optional<Boolean> decidedByOne(String macro, @Nullable Boolean value) {
        if (value == null) {
            return Optional.empty();
        }
        return switch (macro) {
            case "exists" -> Optional.of(value);
            case "all" -> Optional.of(!value);
            default -> Optional.empty();
        };
    }

    private static boolean isNot(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CALL
                && Operators.of(expr.call().function()).orElse(null) == Operators.NOT;
    }

    private static Optional<Matcher> element(Observation observation) {
        Matcher matcher = ELEMENT.matcher(observation.path());
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }
}
