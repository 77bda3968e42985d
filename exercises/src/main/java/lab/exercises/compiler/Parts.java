package lab.exercises.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lab.lessons.compiler.Blocks;
import lab.lessons.compiler.Source;
import lab.lessons.compiler.Suggestion;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;

/**
 * The blocks of an exercise's source by what they are for.
 *
 * @param text what is not marked as anything else: the instructions
 */
record Parts(
        List<StructuralNode> text,
        List<StructuralNode> checks,
        List<StructuralNode> hints,
        List<StructuralNode> solutions,
        List<StructuralNode> wrongAttempts) {
    private static final Set<String> STYLES = Set.of("check", "hint", "solution", "wrong", "figure", "source");

    /** Sorts the blocks of a document. */
    static Parts of(Document document, Source source) {
        Parts parts = new Parts(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Blocks blocks = new Blocks(source);
        for (StructuralNode top : document.getBlocks()) {
            List<StructuralNode> nodes = top.getContext().equals("preamble") ? top.getBlocks() : List.of(top);
            for (StructuralNode node : nodes) {
                parts.add(node, blocks);
            }
        }
        return parts;
    }

    private void add(StructuralNode node, Blocks blocks) {
        String style = Blocks.style(node);
        switch (style) {
            case "check" -> checks.add(node);
            case "hint" -> hints.add(node);
            case "solution" -> solutions.add(node);
            case "wrong" -> wrongAttempts.add(node);
            default -> {
                if (!style.isEmpty() && !STYLES.contains(style)) {
                    blocks.problem(node, style, "unknown block [" + style + "]" + Suggestion.among(STYLES, style));
                } else {
                    text.add(node);
                }
            }
        }
    }
}
