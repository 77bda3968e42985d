package lab.shell.screen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lab.grader.expression.Evaluation;
import lab.grader.expression.Expressions;
import lab.grader.expression.Result;
import lab.lessons.Block;
import lab.lessons.Figures;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Scope;
import org.jspecify.annotations.Nullable;

/** Draws live figures: every line of them is a fact that is read at this moment. */
public final class FigureText implements PageText.Painter {

    /** Gives what facts may come from. */
    public interface Scopes {
        /** That of this moment. */
        Scope scope() throws IOException;
    }

    private record Subject(String shown, String expression) {}

    private final Theme theme;
    private final Supplier<Expressions> expressions;
    private final Scopes scopes;

    /** Figures from the facts of a scope. */
    public FigureText(Theme theme, Supplier<Expressions> expressions, Scopes scopes) {
        this.theme = theme;
        this.expressions = expressions;
        this.scopes = scopes;
    }

    @Override
    public List<String> lines(Block.Figure figure, int width) {
        try {
            var facts = Facts.of(scopes.scope());
            var subjects = subjects(figure.arguments().getOrDefault("of", ""));
            if (figure.name().equals(Figures.NS_PICTURE.id())) {
                return namespaces(facts, subjects, figure.arguments().getOrDefault("ns", "mnt"));
            }
            return mounts(facts, subjects, figure.arguments().getOrDefault("at", "/"), width);
        } catch (IOException e) {
            return List.of("  " + e.getMessage());
        }
    }

    private List<Subject> subjects(String words) throws IOException {
        var subjects = new ArrayList<Subject>();
        for (var word : words.split(" ")) {
            switch (word) {
                case "host" -> subjects.add(new Subject("lab", "host"));
                case "workbench" -> subjects.add(new Subject("workbench", "workbench"));
                case "containers" ->
                    scopes.scope().containers().stream()
                            .filter(c -> !c.name().equals(Scope.WORKBENCH))
                            .forEach(c -> subjects.add(container(c.name())));
                default -> subjects.add(container(word.substring(word.indexOf(':') + 1)));
            }
        }
        return subjects;
    }

    private static Subject container(String name) {
        return new Subject(name, "container('" + name + "')");
    }

    private List<String> namespaces(Facts facts, List<Subject> subjects, String type) {
        var identities = new ArrayList<String>();
        for (var subject : subjects) {
            identities.add(text(facts, subject.expression() + ".ns." + type));
        }
        var rows = new ArrayList<List<String>>();
        for (var i = 0; i < subjects.size(); i++) {
            var identity = identities.get(i);
            var first = identities.indexOf(identity);
            var last = identities.lastIndexOf(identity);
            var joint = first == last ? "" : theme.joint(first == i, last == i);
            rows.add(List.of(
                    "  pid " + text(facts, subjects.get(i).expression() + ".pid"),
                    subjects.get(i).shown(),
                    theme.accent(identity) + " " + joint));
        }
        return Columns.table(rows);
    }

    private List<String> mounts(Facts facts, List<Subject> subjects, String at, int width) {
        var lines = new ArrayList<String>();
        for (var subject : subjects) {
            lines.add("  " + theme.strong(subject.shown()));
            var prefix = at.equals("/") ? "m.target == '/'" : "(m.target == at || m.target.startsWith(at + '/'))";
            var expression = subject.expression() + ".mounts.filter(m, " + prefix
                    + ").map(m, m.target + '\\t' + m.fstype + '\\t' + m.propagation)";
            var value = value(facts, expression, Map.of("at", at));
            var rows = new ArrayList<List<String>>();
            if (value instanceof List<?> list) {
                for (var row : list) {
                    var cells = String.valueOf(row).split("\t");
                    rows.add(List.of("    " + cells[0], cells[1], theme.accent(cells[2])));
                }
            }
            Columns.table(rows).forEach(line -> lines.add(Columns.cut(line, width)));
        }
        return lines;
    }

    private String text(Facts facts, String expression) {
        var value = value(facts, expression, Map.of());
        return value == null ? "?" : String.valueOf(value);
    }

    private @Nullable Object value(Facts facts, String expression, Map<String, ?> parameters) {
        var all = expressions.get();
        Evaluation evaluation = all.expression(expression, parameters).evaluate(all.view(facts, Map.of()));
        return evaluation.result() instanceof Result.Value value ? value.value() : null;
    }
}
