package lab.exercises.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.exercises.CheckSpec;
import lab.exercises.Exercise;
import lab.exercises.Hint;
import lab.exercises.Solution;
import lab.exercises.WrongAttempt;
import lab.lessons.Block;
import lab.lessons.Phrase;
import lab.lessons.compiler.Asciidoc;
import lab.lessons.compiler.Blocks;
import lab.lessons.compiler.Source;
import lab.lessons.compiler.Suggestion;
import org.asciidoctor.ast.StructuralNode;

/** Compiles a translation of an exercise: text only, each piece under the id that it has in the original. */
public final class TranslationCompiler {
    private final Asciidoc asciidoc;

    /** A compiler on a parser. */
    public TranslationCompiler(Asciidoc asciidoc) {
        this.asciidoc = asciidoc;
    }

    /** The original with the words of the translation; what is missing or unknown goes to the source's problems. */
    public Exercise compile(Source source, Exercise original) {
        // What the author's lint compares with the original; it says nothing to the compiler.
        source.allowHeader(List.of("original"));
        Parts parts = Parts.of(asciidoc.parse(source), source);
        Map<String, StructuralNode> checks =
                byId(source, "check", parts.checks(), ids(original.checks(), CheckSpec::id));
        Map<String, StructuralNode> hints = byId(source, "hint", parts.hints(), ids(original.hints(), Hint::id));
        Map<String, StructuralNode> solutions =
                byId(source, "solution", parts.solutions(), ids(original.solutions(), Solution::id));
        Map<String, StructuralNode> wrongs =
                byId(source, "wrong", parts.wrongAttempts(), ids(original.wrongAttempts(), WrongAttempt::id));
        Blocks blocks = new Blocks(source);
        List<Block> instructions = blocks.compile(parts.text());
        if (instructions.isEmpty()) {
            source.problem(1, "= ", "the exercise does not say what must be true at the end");
        }
        Exercise translation = new Exercise(
                original.id(),
                original.lesson(),
                original.number(),
                asciidoc.phrase(source, 1, source.title()),
                original.needs(),
                original.after(),
                original.parameters(),
                instructions,
                original.checks().stream()
                        .map(check -> new CheckSpec(
                                check.id(),
                                phrase(blocks, Optional.ofNullable(checks.get(check.id()))),
                                check.expression(),
                                check.timing(),
                                check.points()))
                        .toList(),
                original.hints().stream()
                        .map(hint -> new Hint(
                                hint.id(),
                                hint.when(),
                                hint.dead(),
                                body(blocks, Optional.ofNullable(hints.get(hint.id())))))
                        .toList(),
                original.solutions().stream()
                        .map(solution -> new Solution(
                                solution.id(),
                                title(source, Optional.ofNullable(solutions.get(solution.id()))),
                                solution.lines(),
                                solution.tradeOff().isEmpty()
                                        ? List.of()
                                        : body(blocks, Optional.ofNullable(solutions.get(solution.id())))))
                        .toList(),
                original.wrongAttempts().stream()
                        .map(wrong -> new WrongAttempt(
                                wrong.id(),
                                phrase(blocks, Optional.ofNullable(wrongs.get(wrong.id()))),
                                wrong.lines(),
                                wrong.fails(),
                                wrong.hint()))
                        .toList());
        ExerciseRules rules = new ExerciseRules(translation, source);
        rules.referenced();
        rules.size();
        return translation;
    }

    private interface Id<T> {
        String of(T part);
    }

    private static <T> List<String> ids(List<T> parts, Id<T> id) {
        return parts.stream().map(id::of).toList();
    }

    private static Map<String, StructuralNode> byId(
            Source source, String part, List<StructuralNode> nodes, List<String> wanted) {
        Map<String, StructuralNode> found = new HashMap<>();
        int rung = 0;
        for (StructuralNode node : nodes) {
            String id = node.getId() == null ? part + "-" + ++rung : node.getId();
            if (!wanted.contains(id)) {
                source.problem(
                        Asciidoc.line(node),
                        part,
                        "the original has no [" + part + "] '" + id + "'" + Suggestion.among(wanted, id));
            }
            found.put(id, node);
        }
        List<String> missing = new ArrayList<>(wanted);
        missing.removeAll(found.keySet());
        for (String id : missing) {
            source.problem(1, "= ", "the translation of [" + part + "#" + id + "] is missing");
        }
        return found;
    }

    private static Phrase phrase(Blocks blocks, Optional<StructuralNode> node) {
        return node.map(blocks::phrase).orElseGet(() -> Phrase.of(""));
    }

    private static List<Block> body(Blocks blocks, Optional<StructuralNode> node) {
        return node.map(blocks::body).orElseGet(List::of);
    }

    private Phrase title(Source source, Optional<StructuralNode> node) {
        if (node.isEmpty()) {
            return Phrase.of("");
        }
        Optional<String> title = Blocks.attribute(node.get(), "2");
        if (title.isEmpty()) {
            source.problem(
                    Asciidoc.line(node.get()), "solution", "a [solution] lacks its words: write [solution#id, \"…\"]");
        }
        return title.map(words -> asciidoc.phrase(source, Asciidoc.line(node.get()), words))
                .orElseGet(() -> Phrase.of(""));
    }
}
