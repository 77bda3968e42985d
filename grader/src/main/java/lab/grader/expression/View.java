package lab.grader.expression;

import dev.cel.runtime.CelFunctionResolver;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Observation;

/**
 * What expressions are evaluated against: one look at the kernel, and what was recorded when the exercise was opened.
 *
 * <p>Not safe for use by several threads.
 */
public final class View {
    private final Facts now;
    private final Facts start;
    private final Refusals refusals = new Refusals();
    private final FactValue root;
    private final FactValue startRoot;
    private final CelFunctionResolver functions;

    View(Engine engine, Facts now, Facts start) {
        this.now = now;
        this.start = start;
        this.root = new FactValue(now.root(), refusals);
        this.startRoot = new FactValue(start.root(), refusals);
        this.functions = engine.functions(root);
    }

    /**
     * The look at the kernel.
     *
     * @return the facts of this moment
     */
    public Facts now() {
        return now;
    }

    FactValue root() {
        return root;
    }

    FactValue startRoot() {
        return startRoot;
    }

    CelFunctionResolver functions() {
        return functions;
    }

    Refusals refusals() {
        return refusals;
    }

    Mark mark() {
        return new Mark(now.mark(), start.mark());
    }

    List<Observation> since(Mark mark) {
        List<Observation> observed = new ArrayList<>(now.since(mark.now));
        for (Observation then : start.since(mark.start)) {
            observed.add(new Observation(Vocabulary.START + '.' + then.path(), then.reading()));
        }
        return observed;
    }

    /** A point in what was read. */
    record Mark(int now, int start) {}
}
