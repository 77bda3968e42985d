package lab.shell.screen;

import java.util.ArrayList;
import java.util.List;
import lab.grader.CheckResult;
import lab.grader.Verdict;
import lab.grader.expression.Outcome;
import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;
import org.jspecify.annotations.Nullable;

/** The checks of an exercise, a line each: number, sign, label, what was observed, and where. */
public final class CheckPanel {

    private static final int WIDEST_LABEL = 44;
    private static final int LEAST_EVIDENCE = 8;
    private static final int GAP = 2;

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
        var lines = new ArrayList<String>();
        for (var i = 0; i < verdict.results().size(); i++) {
            lines.add(line(i, verdict));
        }
        return lines;
    }

    /** A line for each check before anything was done: what is not met has no evidence yet. */
    public List<String> todo(Verdict verdict) {
        var lines = new ArrayList<String>();
        for (var i = 0; i < verdict.results().size(); i++) {
            var result = verdict.results().get(i);
            var open = result.outcome() instanceof Outcome.NotMet && !theme.plain();
            lines.add(open ? left(i, result, theme.todo(), 0) : line(i, verdict));
        }
        return lines;
    }

    /** A line for each check that says something else than before. */
    public List<String> changed(@Nullable Verdict before, Verdict verdict) {
        var lines = new ArrayList<String>();
        for (var i = 0; i < verdict.results().size(); i++) {
            var line = line(i, verdict);
            if (before == null
                    || before.results().size() <= i
                    || !line(i, before).equals(line)) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** What was wanted of a check, what was observed, and where it was read. */
    public List<String> why(int number, CheckResult result, String wanted, String observed, String nothing) {
        var column = Math.max(Columns.width(wanted), Columns.width(observed)) + GAP;
        var lines = new ArrayList<String>();
        lines.add(left(number - 1, result, sign(result), 0));
        for (var line : Columns.wrap(result.check().wanted(), width - column - MARGIN)) {
            lines.add(beside(lines.size() == 1 ? theme.quiet(wanted) : "", column, line));
        }
        var first = lines.size();
        if (result.outcome() instanceof Outcome.CouldNotObserve open) {
            for (var line : Columns.wrap(open.reason(), width - column - MARGIN)) {
                lines.add(beside(lines.size() == first ? theme.quiet(observed) : "", column, line));
            }
            lines.add(beside("", column, theme.quiet(open.source())));
        }
        for (var line : facts(result, width - column - MARGIN)) {
            lines.add(beside(lines.size() == first ? theme.quiet(observed) : "", column, line));
        }
        if (lines.size() == first) {
            lines.add(beside(theme.quiet(observed), column, nothing));
        }
        return lines;
    }

    private static final int MARGIN = 4;

    private static String beside(String word, int column, String text) {
        return " ".repeat(MARGIN) + Columns.pad(word, column) + text;
    }

    /** Path, value and source on one line if all of them fit, else the source on a line of its own. */
    private List<String> facts(CheckResult result, int room) {
        var rows = new ArrayList<List<String>>();
        for (var fact : result.evidence()) {
            rows.add(List.of(
                    fact.path(), reading(fact), theme.quiet(fact.reading().source())));
        }
        var lines = Columns.table(rows);
        if (lines.stream().allMatch(line -> Columns.width(line) <= room)) {
            return lines;
        }
        var stacked = new ArrayList<String>();
        for (var row : rows) {
            stacked.addAll(Columns.wrap(row.get(0) + "  " + row.get(1), room));
            stacked.add(Columns.cut("  " + row.get(2), room));
        }
        return stacked;
    }

    private String line(int index, Verdict verdict) {
        var column = Math.min(
                WIDEST_LABEL,
                verdict.results().stream()
                        .mapToInt(result -> Columns.width(label(result)))
                        .max()
                        .orElse(0));
        var result = verdict.results().get(index);
        var left = left(index, result, sign(result), column);
        var room = width - Columns.width(left) - GAP;
        return room < LEAST_EVIDENCE ? left.stripTrailing() : (left + "  " + evidence(result, room)).stripTrailing();
    }

    private String left(int index, CheckResult result, String sign, int column) {
        return "  " + theme.quiet(Integer.toString(index + 1)) + " " + sign + " " + Columns.pad(label(result), column);
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
            return deciding(not.deviation().observed(), room);
        }
        return deciding(result.evidence(), room);
    }

    /** The first fact that says more than that a thing is there, else the first. */
    private String deciding(List<Observation> observed, int room) {
        if (observed.isEmpty()) {
            return "";
        }
        var fact = observed.stream()
                .filter(one -> !(one.reading() instanceof Reading.Value value && value.value() instanceof Boolean))
                .findFirst()
                .orElse(observed.get(0));
        var value = Columns.cut(reading(fact), room);
        var left = room - Columns.width(value) - GAP;
        var source = fact.reading().source();
        return left < LEAST_EVIDENCE ? value : value + "  " + theme.quiet(Columns.cutFront(source, left));
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
}
