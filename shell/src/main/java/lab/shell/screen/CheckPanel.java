package lab.shell.screen;

import java.util.ArrayList;
import java.util.List;
import lab.grader.CheckResult;
import lab.grader.Verdict;
import lab.grader.expression.Outcome;
import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;

/** The checks of an exercise, a line each: sign, label, what was observed, and where. */
public final class CheckPanel {

    private static final int LABEL = 40;

    private final Theme theme;
    private final PhraseText phrases;
    private final int width;

    /** A panel of a width. */
    public CheckPanel(Theme theme, int width) {
        this.theme = theme;
        this.phrases = new PhraseText(theme);
        this.width = width;
    }

    /** A line for each check. */
    public List<String> lines(Verdict verdict) {
        var widest = verdict.results().stream()
                .mapToInt(r -> Columns.width(label(r)))
                .max()
                .orElse(0);
        var column = Math.min(widest, LABEL);
        return verdict.results().stream().map(result -> line(result, column)).toList();
    }

    private String line(CheckResult result, int column) {
        var left = "  " + sign(result) + " " + Columns.pad(label(result), column);
        var room = width - Columns.width(left) - 2;
        return room < 8 ? left.stripTrailing() : (left + "  " + evidence(result, room)).stripTrailing();
    }

    private String label(CheckResult result) {
        return phrases.of(result.check().spec().label());
    }

    private String sign(CheckResult result) {
        return result.outcome() instanceof Outcome.CouldNotObserve
                ? theme.open()
                : result.outcome().met() ? theme.pass() : theme.fail();
    }

    /** What was seen in a few words: the value that decided, and where it was read. */
    private String evidence(CheckResult result, int room) {
        if (result.outcome() instanceof Outcome.CouldNotObserve open) {
            return theme.quiet(Columns.cut(open.reason(), room));
        }
        if (result.outcome() instanceof Outcome.NotMet not) {
            if (not.deviation().absent().isPresent()) {
                return theme.quiet(Columns.cut(reading(not.deviation().absent().get()), room));
            }
            var observed = not.deviation().observed();
            return observed.isEmpty() ? "" : shown(observed.get(0), room);
        }
        return result.evidence().isEmpty() ? "" : shown(result.evidence().get(0), room);
    }

    private String shown(Observation observation, int room) {
        var value = reading(observation);
        var source = observation.reading().source();
        var both = value + "  " + source;
        return Columns.width(both) <= room ? value + "  " + theme.quiet(source) : Columns.cut(value, room);
    }

    /** The observed value, or why there is none. */
    static String reading(Observation observation) {
        if (observation.reading() instanceof Reading.Value value) {
            return value.value() instanceof String text ? text : String.valueOf(value.value());
        }
        if (observation.reading() instanceof Reading.Absent absent) {
            return absent.why();
        }
        return ((Reading.Unobservable) observation.reading()).reason();
    }

    /** What was wanted of a check, what was observed, and where it was read. */
    public List<String> why(CheckResult result, String wanted, String observed, String nothing) {
        var lines = new ArrayList<String>();
        lines.add("  " + sign(result) + " " + label(result));
        lines.add("    " + theme.strong(wanted));
        Columns.wrap(result.check().wanted(), width - 6).forEach(line -> lines.add("      " + line));
        lines.add("    " + theme.strong(observed));
        if (result.outcome() instanceof Outcome.CouldNotObserve open) {
            lines.add("      " + open.reason() + "  " + theme.quiet(open.source()));
        }
        var rows = result.evidence().stream()
                .map(o -> List.of(
                        "      " + o.path(), reading(o), theme.quiet(o.reading().source())))
                .toList();
        var table = Columns.table(rows);
        if (table.isEmpty()) {
            lines.add("      " + nothing);
        }
        for (var i = 0; i < table.size(); i++) {
            if (Columns.width(table.get(i)) <= width) {
                lines.add(table.get(i));
            } else {
                lines.add(rows.get(i).get(0));
                lines.add("        " + rows.get(i).get(1) + "  " + rows.get(i).get(2));
            }
        }
        return lines;
    }
}
