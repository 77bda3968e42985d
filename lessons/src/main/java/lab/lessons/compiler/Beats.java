package lab.lessons.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lab.lessons.Beat;
import lab.lessons.Block;
import lab.lessons.Question;
import org.asciidoctor.ast.DescriptionList;
import org.asciidoctor.ast.StructuralNode;

/** Compiles the blocks of a step into its beats. */
final class Beats {
    private static final Set<String> STYLES = Set.of("predict", "reply", "do", "practice");

    private final Blocks blocks;
    private final List<Beat> beats = new ArrayList<>();
    private final List<Block> telling = new ArrayList<>();

    Beats(Source source) {
        this.blocks = new Blocks(source);
    }

    /** Compiles the blocks of one step. */
    List<Beat> compile(List<StructuralNode> nodes) {
        for (StructuralNode node : nodes) {
            String style = Blocks.style(node);
            if (!STYLES.contains(style)) {
                telling.addAll(blocks.compile(List.of(node)));
                continue;
            }
            if (style.equals("predict") && node.getContext().equals("paragraph")) {
                telling.add(new Block.Paragraph(blocks.phrase(node)));
            }
            tell();
            beat(style, node);
        }
        tell();
        return List.copyOf(beats);
    }

    private void tell() {
        if (!telling.isEmpty()) {
            beats.add(new Beat.Tell(telling));
            telling.clear();
        }
    }

    private void beat(String style, StructuralNode node) {
        switch (style) {
            case "predict" -> question(node).ifPresent(question -> beats.add(new Beat.Predict(question, List.of())));
            case "reply" -> reply(node);
            case "do" -> lines(node);
            default -> practice(node);
        }
    }

    private Optional<Question> question(StructuralNode node) {
        if (node instanceof DescriptionList list) {
            List<Question.Choice> choices = blocks.definitions(list).stream()
                    .map(definition -> new Question.Choice(definition.term().text(), definition.meaning()))
                    .toList();
            String correct = Blocks.attribute(node, "answer").orElse("");
            if (choices.stream().noneMatch(choice -> choice.letter().equals(correct))) {
                blocks.problem(node, "predict", "the question's 'answer=" + correct + "' is none of its choices");
                return Optional.empty();
            }
            return Optional.of(new Question.OneOf(choices, correct));
        }
        Optional<String> observed = Blocks.attribute(node, "observed");
        if (observed.isPresent()) {
            return observed.map(Question.Observed::new);
        }
        try {
            double value = Double.parseDouble(Blocks.attribute(node, "answer").orElse(""));
            double tolerance =
                    Double.parseDouble(Blocks.attribute(node, "tolerance").orElse("0"));
            return Optional.of(new Question.Quantity(value, tolerance));
        } catch (NumberFormatException e) {
            blocks.problem(
                    node,
                    "predict",
                    "a question is a list of choices with 'answer=LETTER', or a paragraph with 'answer=NUMBER' or 'observed=EXPRESSION'");
            return Optional.empty();
        }
    }

    private void reply(StructuralNode node) {
        Beat last = beats.isEmpty() ? new Beat.Do(List.of()) : beats.get(beats.size() - 1);
        if (!(last instanceof Beat.Predict predict)) {
            blocks.problem(node, "reply", "a [reply] belongs right after a [predict]");
            return;
        }
        Optional<String> letter = Blocks.attribute(node, "2");
        if (letter.isPresent()
                && !(predict.question() instanceof Question.OneOf oneOf
                        && oneOf.choices().stream()
                                .anyMatch(choice -> choice.letter().equals(letter.get())))) {
            blocks.problem(node, letter.get(), "the question has no choice '" + letter.get() + "'");
            return;
        }
        List<Beat.Reply> replies = new ArrayList<>(predict.replies());
        replies.add(new Beat.Reply(letter, blocks.body(node)));
        beats.set(beats.size() - 1, new Beat.Predict(predict.question(), replies));
    }

    private void lines(StructuralNode node) {
        List<String> lines =
                Blocks.lines(node).stream().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()) {
            blocks.problem(node, "do", "[do] wants a listing (----) with the lines to type");
            return;
        }
        beats.add(new Beat.Do(lines));
    }

    private void practice(StructuralNode node) {
        String id = String.join(" ", Blocks.lines(node)).strip();
        if (!id.matches("[a-z][a-z0-9-]*")) {
            blocks.problem(node, "practice", "[practice] wants the id of an exercise, not '" + id + "'");
            return;
        }
        beats.add(new Beat.Practice(id));
    }
}
