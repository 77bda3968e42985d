package lab.grader.expression;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;
import org.jspecify.annotations.Nullable;

/** A part of an expression that can be evaluated by itself. */
final class Term {
    private final Engine engine;
    private final CelExpr expr;
    private final CelSource source;
    private final Map<String, ?> parameters;
    private @Nullable Program program;

    Term(Engine engine, CelExpr expr, CelSource source, Map<String, ?> parameters) {
        this.engine = engine;
        this.expr = expr;
        this.source = source;
        this.parameters = parameters;
    }

    CelExpr expr() {
        return expr;
    }

    /** The name of the macro that a comprehension in it was written as. */
    String macroName(CelExpr comprehension) {
        CelExpr call = source.getMacroCalls().get(comprehension.id());
        return call == null ? "" : call.call().function();
    }

    CelSource source() {
        return source;
    }

    /** Another part of the same expression. */
    Term part(CelExpr other) {
        return new Term(engine, other, source, parameters);
    }

    /** The text, with the parameters' values in their places. */
    String readable() {
        return new Printer(source, parameters).print(expr);
    }

    /** Evaluates it; what it reads is remembered by the view. */
    Evaluation evaluate(View view) {
        View.Mark mark = view.mark();
        view.refusals().clear();
        Result result = result(view);
        return new Evaluation(result, view.since(mark));
    }

    private Result result(View view) {
        try {
            return known(program().eval(name -> Engine.variable(name, parameters, view), view.functions()));
        } catch (CelEvaluationException e) {
            Optional<Observation> refusal = view.refusals().weightiest();
            if (refusal.isEmpty()) {
                return new Result.Failed(reason(e));
            }
            return refusal.get().reading() instanceof Reading.Absent
                    ? new Result.Absent(refusal.get())
                    : new Result.Unobservable(refusal.get());
        }
    }

    private synchronized Program program() {
        Program ready = program;
        if (ready == null) {
            ready = engine.program(expr, source);
            program = ready;
        }
        return ready;
    }

    private static Result known(Object value) {
        if (value instanceof FactValue fact) {
            return new Result.Thing(fact.group());
        }
        if (value instanceof NullValue) {
            return new Result.Value(null);
        }
        if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof FactValue) {
            return new Result.Things(
                    list.stream().map(element -> ((FactValue) element).group()).toList());
        }
        return new Result.Value(value);
    }

    /** CEL's words, without the list of every overload there is. */
    private static String reason(CelEvaluationException e) {
        String message = String.valueOf(e.getMessage()).replaceFirst("^evaluation error at [^:]*:\\d+: ", "");
        int candidates = message.indexOf(". Overload candidates");
        return candidates < 0 ? message : message.substring(0, candidates);
    }
}
