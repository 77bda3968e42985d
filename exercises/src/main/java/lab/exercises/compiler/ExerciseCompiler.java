package lab.exercises.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.exercises.CheckSpec;
import lab.exercises.Exercise;
import lab.exercises.Hint;
import lab.exercises.Need;
import lab.exercises.Solution;
import lab.exercises.Timing;
import lab.exercises.WrongAttempt;
import lab.lessons.Block;
import lab.lessons.Phrase;
import lab.lessons.compiler.Asciidoc;
import lab.lessons.compiler.Blocks;
import lab.lessons.compiler.Source;
import lab.lessons.compiler.Suggestion;
import org.asciidoctor.ast.StructuralNode;

/** Compiles the English source of an exercise, which holds everything. */
public final class ExerciseCompiler {
    private static final List<String> HEADER = List.of("number", "points", "needs", "after", "param-*");

    private final Asciidoc asciidoc;

    /** A compiler on a parser. */
    public ExerciseCompiler(Asciidoc asciidoc) {
        this.asciidoc = asciidoc;
    }

    /** Compiles an exercise; mistakes go to the source's problems. */
    public Exercise compile(Source source, String lesson, String id) {
        source.allowHeader(HEADER);
        Parts parts = Parts.of(asciidoc.parse(source), source);
        Exercise exercise = new Exercise(
                id,
                lesson,
                source.requiredNumber("number"),
                asciidoc.phrase(source, 1, source.title()),
                needs(source),
                words(source, "after"),
                new ParameterParser(source).parse(),
                new Blocks(source).compile(parts.text()),
                checks(source, parts.checks()),
                hints(source, parts.hints()),
                solutions(source, parts.solutions()),
                wrongAttempts(source, parts.wrongAttempts()));
        new ExerciseRules(exercise, source).check();
        return exercise;
    }

    /** The lines of the listing in a part: the part itself or a listing inside it. */
    private static List<String> lines(StructuralNode node) {
        Stream<StructuralNode> listings = node.getContext().equals("listing")
                ? Stream.of(node)
                : node.getBlocks().stream().filter(child -> child.getContext().equals("listing"));
        return listings.flatMap(listing -> Blocks.lines(listing).stream())
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static List<String> words(Source source, String name) {
        Source.Attribute attribute = source.header().getOrDefault(name, new Source.Attribute("", 1));
        return Stream.of(attribute.value().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<Need> needs(Source source) {
        List<Need> needs = new ArrayList<>();
        Source.Attribute attribute = source.header().getOrDefault("needs", new Source.Attribute("", 1));
        for (String word : attribute.value().split("\\s+", -1)) {
            Optional<Need> need = Need.of(word);
            if (need.isPresent()) {
                needs.add(need.get());
            } else if (!word.isEmpty()) {
                source.problem(
                        attribute.line(),
                        word,
                        "unknown need '" + word + "'"
                                + Suggestion.among(
                                        Stream.of(Need.values()).map(Need::id).toList(), word));
            }
        }
        return needs;
    }

    private List<CheckSpec> checks(Source source, List<StructuralNode> nodes) {
        List<Integer> points = points(source, nodes);
        List<CheckSpec> checks = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            StructuralNode node = nodes.get(i);
            String word = Blocks.attribute(node, "time").orElse("now");
            Optional<Timing> timing = TimingParser.parse(word);
            if (timing.isEmpty()) {
                source.problem(
                        Asciidoc.line(node),
                        word,
                        "'" + word + "' is no timing; known: now, ever, hold 2s, gone-after-seen, while CHECK,"
                                + " before CHECK");
            }
            String expression = Blocks.lines(node).stream().map(String::strip).collect(Collectors.joining(" "));
            checks.add(new CheckSpec(
                    id(source, node),
                    title(source, node),
                    expression,
                    timing.orElseGet(Timing.Now::new),
                    points.get(i)));
        }
        return checks;
    }

    /** The points of each check: its own, or a share of what the others leave of the exercise's. */
    private static List<Integer> points(Source source, List<StructuralNode> nodes) {
        int left = source.requiredNumber("points");
        int sharing = 0;
        for (StructuralNode node : nodes) {
            Optional<String> own = Blocks.attribute(node, "points");
            left -= own.map(word -> ownPoints(source, node, word)).orElse(0);
            sharing += own.isPresent() ? 0 : 1;
        }
        List<Integer> points = new ArrayList<>();
        for (StructuralNode node : nodes) {
            Optional<String> own = Blocks.attribute(node, "points");
            int share = own.isPresent() ? ownPoints(source, node, own.get()) : left / sharing;
            if (own.isEmpty()) {
                left -= share;
                sharing--;
            }
            points.add(share);
        }
        if (left != 0 && !nodes.isEmpty()) {
            source.problem(1, ":points:", "the checks' points don't add up to ':points:'; " + left + " are left");
        }
        return points;
    }

    private static int ownPoints(Source source, StructuralNode node, String word) {
        if (!word.matches("\\d{1,4}")) {
            source.problem(Asciidoc.line(node), word, "points are a whole number, not '" + word + "'");
            return 0;
        }
        return Integer.parseInt(word);
    }

    private static List<Hint> hints(Source source, List<StructuralNode> nodes) {
        List<Hint> hints = new ArrayList<>();
        int rung = 0;
        for (StructuralNode node : nodes) {
            Optional<String> when = Blocks.attribute(node, "when");
            String id = when.isPresent() ? id(source, node) : "hint-" + ++rung;
            Optional<String> dead = Blocks.attribute(node, "dead");
            if (dead.isPresent() && (when.isEmpty() || !dead.get().equals("yes"))) {
                source.problem(Asciidoc.line(node), "dead", "a dead end is [hint#id, when=\"…\", dead=yes]");
            }
            hints.add(new Hint(id, when, dead.isPresent(), new Blocks(source).body(node)));
        }
        return hints;
    }

    private List<Solution> solutions(Source source, List<StructuralNode> nodes) {
        List<Solution> solutions = new ArrayList<>();
        for (StructuralNode node : nodes) {
            List<StructuralNode> text = node.getBlocks().stream()
                    .filter(child -> !child.getContext().equals("listing"))
                    .toList();
            List<Block> tradeOff = new Blocks(source).compile(text);
            solutions.add(new Solution(id(source, node), title(source, node), lines(node), tradeOff));
        }
        return solutions;
    }

    private List<WrongAttempt> wrongAttempts(Source source, List<StructuralNode> nodes) {
        List<WrongAttempt> wrongAttempts = new ArrayList<>();
        for (StructuralNode node : nodes) {
            List<String> fails = Stream.of(
                            Blocks.attribute(node, "fails").orElse("").split(" "))
                    .filter(word -> !word.isEmpty())
                    .toList();
            wrongAttempts.add(new WrongAttempt(
                    id(source, node), title(source, node), lines(node), fails, Blocks.attribute(node, "hint")));
        }
        return wrongAttempts;
    }

    private static String id(Source source, StructuralNode node) {
        String id = node.getId();
        if (id == null) {
            String style = Blocks.style(node);
            source.problem(Asciidoc.line(node), style, "a [" + style + "] lacks an id: write [" + style + "#id, …]");
            return "missing";
        }
        return id;
    }

    private Phrase title(Source source, StructuralNode node) {
        Optional<String> title = Blocks.attribute(node, "2");
        if (title.isEmpty()) {
            String style = Blocks.style(node);
            source.problem(
                    Asciidoc.line(node), style, "a [" + style + "] lacks its words: write [" + style + "#id, \"…\"]");
            return Phrase.of("");
        }
        return asciidoc.phrase(source, Asciidoc.line(node), title.get());
    }
}
