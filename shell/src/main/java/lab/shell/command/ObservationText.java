package lab.shell.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import lab.grader.expression.Evaluation;
import lab.grader.expression.Result;
import lab.runtime.observe.FactGroup;
import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;
import lab.runtime.observe.Shape;
import lab.shell.screen.Columns;
import lab.shell.screen.Theme;
import org.jspecify.annotations.Nullable;

/** Prints the value of an expression and where it was read. */
final class ObservationText {

    private static final int FEW = 12;

    private final Theme theme;
    private final int width;

    ObservationText(Theme theme, int width) {
        this.theme = theme;
        this.width = width;
    }

    int print(Evaluation evaluation, PrintWriter out) {
        var result = evaluation.result();
        if (result instanceof Result.Value value) {
            value(value.value(), evaluation.observed(), out);
            return 0;
        } else if (result instanceof Result.Thing thing) {
            thing(thing.group(), out);
            return 0;
        } else if (result instanceof Result.Things things) {
            things.groups().forEach(group -> out.println("  " + group.path()));
            return 0;
        } else if (result instanceof Result.Absent absent) {
            out.println("  " + ((Reading.Absent) absent.observation().reading()).why());
            return 1;
        } else if (result instanceof Result.Unobservable open) {
            out.println("  " + theme.open() + " "
                    + ((Reading.Unobservable) open.observation().reading()).reason());
            return 1;
        }
        out.println("  " + ((Result.Failed) result).reason());
        return 1;
    }

    private void value(@Nullable Object value, List<Observation> observed, PrintWriter out) {
        var sources =
                observed.stream().map(o -> o.reading().source()).distinct().toList();
        if (value instanceof List<?> list && list.size() > 1) {
            list.forEach(each -> out.println("  " + literal(each)));
            sources.forEach(source -> out.println("  " + theme.quiet(source)));
            return;
        }
        var text = "  " + literal(value);
        var source = sources.size() == 1 ? sources.get(0) : "";
        var gap = width - Columns.width(text) - Columns.width(source);
        out.println(gap > 1 && !source.isEmpty() ? text + " ".repeat(gap) + theme.quiet(source) : text);
        if (gap <= 1 || source.isEmpty()) {
            sources.forEach(each -> out.println("  " + theme.quiet(each)));
        }
    }

    private void thing(FactGroup group, PrintWriter out) {
        if (group.missing().isPresent()) {
            out.println("  " + why(group.missing().get()));
            return;
        }
        var entries = group.shape().entries();
        var leaves = entries.stream().filter(Shape.Leaf.class::isInstance).count();
        var rows = new ArrayList<List<String>>();
        for (var entry : entries) {
            var name = "  " + theme.accent(entry.name() + (entry instanceof Shape.Keyed ? "(..)" : ""));
            if (leaves == entries.size()
                    && leaves <= FEW
                    && group.get(entry.name()) instanceof Observation observation) {
                rows.add(List.of(
                        name,
                        why(observation.reading()),
                        theme.quiet(observation.reading().source())));
            } else {
                rows.add(List.of(name, theme.quiet(entry.doc())));
            }
        }
        Columns.table(rows).forEach(line -> out.println(Columns.cut(line, width)));
    }

    private static String why(Reading reading) {
        if (reading instanceof Reading.Value value) {
            return literal(value.value());
        }
        return reading instanceof Reading.Absent absent ? absent.why() : ((Reading.Unobservable) reading).reason();
    }

    private static String literal(@Nullable Object value) {
        if (value instanceof String text) {
            return "\"" + text.replace("\n", "\\n") + "\"";
        }
        return String.valueOf(value);
    }
}
