package lab.grader.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Kind;
import lab.runtime.observe.Reading;
import lab.runtime.observe.Scope;

/**
 * Turns text into expressions over facts, each text once.
 *
 * <p>Making it loads a good part of CEL, which takes some tenths of a second; a shell makes it on a thread of its own after its prompt is drawn, and calls
 * {@link #warmUp}. Safe for use by several threads.
 */
public final class Expressions {
    /** Each learner has other parameters; of a whole class, not all expressions are kept. */
    private static final int MOST_KNOWN = 5_000;

    private final Engine engine = new Engine();
    private final Map<Key, Expression> known = new ConcurrentHashMap<>();

    /**
     * Takes an expression of any value.
     *
     * @param text the expression
     * @param parameters the parameters it may name, with their values
     * @return the expression
     * @throws MistakeException if it can't mean anything
     */
    public Expression expression(String text, Map<String, ?> parameters) {
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(new Key(text, new LinkedHashMap<>(parameters)), this::compile);
    }

    /**
     * Takes an expression that is true or false.
     *
     * @param text the expression
     * @param parameters the parameters it may name, with their values
     * @return the condition
     * @throws MistakeException if it can't mean anything, or means something else
     */
    public Condition condition(String text, Map<String, ?> parameters) {
        Expression expression = expression(text, parameters);
        Sort sort = sort(text, expression.term(), parameters);
        if (!sort.equals(new Sort.Plain(Kind.FLAG)) && !(sort instanceof Sort.Other)) {
            throw new MistakeException(new Mistake(
                    text, 0, text.length(), "this must be true or false, and it is " + sort.words(), Optional.empty()));
        }
        return new Condition(expression);
    }

    /**
     * Starts a look.
     *
     * @param now the facts of this moment
     * @param opening what {@link Expression#opening} read when the exercise was opened
     * @return what expressions are evaluated against
     */
    public View view(Facts now, Map<String, Reading> opening) {
        return new View(engine, now, Facts.recorded(opening));
    }

    /**
     * Starts the first look of an exercise, in which {@code start} is now.
     *
     * @param now the facts of this moment
     * @return what {@link Expression#opening} is read from
     */
    public View openingView(Facts now) {
        return new View(engine, now, now);
    }

    /**
     * Finds what may stand at the end of an expression that is being typed.
     *
     * @param text the expression up to the cursor
     * @param parameters the parameters it may name, with their values
     * @param facts where the names of containers and the command lines of processes are looked up; without it they are not completed
     * @return the candidates in the order they are best read; none if the text makes no sense
     */
    public List<Candidate> complete(String text, Map<String, ?> parameters, Optional<Facts> facts) {
        return new Completion(engine, parameters, facts).complete(text);
    }

    /** Evaluates an expression of every kind once, so that a learner's first check finds its classes loaded. */
    public void warmUp() {
        String text = "host.hostname == name && !(host.mount('/').exists || host.mounts.exists(m, m.target == '/none'))"
                + " && !container('none').exists && process(1).ns.uts != workbench.ns.uts && start.host.hostname == name";
        Map<String, Object> parameters = Map.of("name", "warm-up");
        Condition condition = condition(text, parameters);
        condition.judge(view(Facts.of(new Scope.Empty()), Map.of()));
        known.remove(new Key(text, parameters));
    }

    private Expression compile(Key key) {
        CelAbstractSyntaxTree ast = engine.parse(key.text);
        Term term = new Term(engine, ast.getExpr(), ast.getSource(), key.parameters);
        sort(key.text, term, key.parameters);
        return new Expression(key.text, term);
    }

    private static Sort sort(String text, Term term, Map<String, ?> parameters) {
        return new NameCheck(new Places(text, term.source())).sort(term.expr(), Vocabulary.of(parameters));
    }

    /** A text and the values it is evaluated with. */
    private record Key(String text, Map<String, ?> parameters) {}
}
