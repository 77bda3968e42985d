package lab.grader.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelLateFunctionBindings;
import dev.cel.runtime.CelResolvedOverload;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Shape;

/**
 * CEL, set up for facts: its parser, and a runtime that evaluates what was parsed.
 *
 * <p>CEL's type checker is left out. {@link NameCheck} does its work with better words, and without it an expression is ready in a millisecond.
 */
final class Engine {
    private static final CelOptions OPTIONS =
            CelOptions.current().populateMacroCalls(true).build();

    private final CelParser parser = CelParserFactory.standardCelParserBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .build();
    private final CelRuntime runtime;
    private final Set<String> rootFunctions = new TreeSet<>();

    Engine() {
        List<CelFunctionBinding> bindings = new ArrayList<>();
        for (Shape.Entry<Facts> entry : Facts.shape().entries()) {
            if (entry instanceof Shape.Keyed<Facts, ?>) {
                rootFunctions.add(entry.name());
            }
        }
        for (String name : Vocabulary.keyedNames()) {
            if (!rootFunctions.contains(name)) {
                bindings.addAll(CelFunctionBinding.fromOverloads(name, members(name)));
            }
        }
        runtime = CelRuntimeFactory.plannerRuntimeBuilder()
                .addLateBoundFunctions(rootFunctions)
                .addFunctionBindings(bindings)
                .build();
    }

    /** Parses an expression; throws {@link MistakeException} if it breaks the grammar. */
    CelAbstractSyntaxTree parse(String text) {
        CelValidationResult result = parser.parse(text);
        if (result.hasError()) {
            throw new MistakeException(Syntax.explain(text, result.getErrors()));
        }
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new MistakeException(Syntax.explain(text, e.getErrors()));
        }
    }

    /** Prepares a part of a parsed expression for evaluation. */
    CelRuntime.Program program(CelExpr part, CelSource source) {
        try {
            return runtime.createProgram(CelAbstractSyntaxTree.newParsedAst(part, source));
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("plan of an expression that was checked failed: " + e.getMessage(), e);
        }
    }

    /** The functions that start at the top of a look: {@code container(…)} and {@code process(…)}. */
    CelFunctionResolver functions(FactValue root) {
        Map<String, CelFunctionResolver> byName = new HashMap<>();
        for (String name : rootFunctions) {
            List<CelFunctionBinding> overloads = new ArrayList<>(members(name));
            overloads.add(CelFunctionBinding.from(name + "_text", String.class, key -> root.keyed(name, key)));
            overloads.add(CelFunctionBinding.from(name + "_number", Long.class, key -> root.keyed(name, key)));
            byName.put(name, CelLateFunctionBindings.from(overloads));
        }
        return new ByName(byName);
    }

    /** What a word at the start of an expression stands for. */
    static Optional<Object> variable(String name, Map<String, ?> parameters, View view) {
        Object parameter = parameters.get(name);
        if (parameter != null) {
            return Optional.of(parameter);
        }
        if (name.equals(Vocabulary.START)) {
            return Optional.of(view.startRoot());
        }
        return Facts.shape().entry(name).isPresent() ? view.root().find(name) : Optional.empty();
    }

    private static List<CelFunctionBinding> members(String name) {
        return List.of(
                CelFunctionBinding.from(
                        name + "_of_text", FactValue.class, String.class, (of, key) -> of.keyed(name, key)),
                CelFunctionBinding.from(
                        name + "_of_number", FactValue.class, Long.class, (of, key) -> of.keyed(name, key)));
    }

    /** Late bindings of CEL go by the arguments alone, so each function gets bindings of its own. */
    private record ByName(Map<String, CelFunctionResolver> functions) implements CelFunctionResolver {
        @Override
        public Optional<CelResolvedOverload> findOverloadMatchingArgs(
                String name, Collection<String> overloads, Object[] args) throws CelEvaluationException {
            CelFunctionResolver function = functions.get(name);
            return function == null ? Optional.empty() : function.findOverloadMatchingArgs(name, overloads, args);
        }

        @Override
        public Optional<CelResolvedOverload> findOverloadMatchingArgs(String name, Object[] args)
                throws CelEvaluationException {
            CelFunctionResolver function = functions.get(name);
            return function == null ? Optional.empty() : function.findOverloadMatchingArgs(name, args);
        }
    }
}
