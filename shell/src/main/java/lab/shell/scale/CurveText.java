package lab.shell.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lab.shell.screen.Columns;
import lab.shell.screen.Theme;

/** A curve as it is shown: charts, a table, the laws, and what ended it. */
public final class CurveText {

    private static final int WIDTH = 72;
    private static final int HIGH = 10;
    private static final int LOW = 5;
    private static final double PERCENT = 100;

    /** The words of a language. */
    public interface Words {
        /** A message by its key. */
        String say(String key, Object... arguments);
    }

    private final Curve curve;
    private final Theme theme;
    private final Words words;

    /** The text of a curve. */
    public CurveText(Curve curve, Theme theme, Words words) {
        this.curve = curve;
        this.theme = theme;
        this.words = words;
    }

    /** All of it. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        var fits = curve.fits();
        if (!theme.plain()) {
            charts(lines, fits);
        }
        lines.addAll(Columns.table(table()));
        lines.add("");
        for (var fit : fits) {
            lines.add(law(fit));
        }
        if (!fits.isEmpty()) {
            lines.add("");
        }
        lines.addAll(Columns.wrap(end(), WIDTH));
        return lines;
    }

    private void charts(List<String> lines, List<Law.Fit> fits) {
        var sizes = curve.order().sizes();
        var first = curve.first();
        var most = curve.points().stream().mapToDouble(Point::throughput).max().orElse(1);
        var right = curve.last().size();
        var sign = theme.plotted();
        var chart = new Chart(WIDTH, HIGH, right, most, theme.unicode());
        for (var point : curve.points()) {
            chart.point(point.size(), point.throughput(), sign.charAt(0));
        }
        if (!fits.isEmpty()) {
            var fit = fits.get(fits.size() - 1);
            chart.line(first.size(), x -> fit.at(x / first.size()), sign.charAt(1));
        }
        chart.line(first.size(), x -> x / first.size() * first.throughput(), sign.charAt(2));
        lines.add(
                words.say("scale.chart.throughput", sign.substring(0, 1), sign.substring(1, 2), sign.substring(2, 3)));
        lines.addAll(chart.lines(sizes));
        lines.add("");
        var slowest = curve.points().stream()
                .mapToDouble(point -> point.median(Measurement::tail))
                .max()
                .orElse(1);
        var times = new Chart(WIDTH, LOW, right, slowest, theme.unicode());
        for (var point : curve.points()) {
            times.point(point.size(), point.median(Measurement::tail), sign.charAt(3));
            times.point(point.size(), point.median(Measurement::median), sign.charAt(0));
        }
        lines.add(words.say("scale.chart.latency", sign.substring(0, 1), sign.substring(3, 4)));
        lines.addAll(times.lines(sizes));
        lines.add("");
    }

    private List<List<String>> table() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                curve.order().out() ? "REPLICAS" : "CPUS",
                "RATE",
                "P50",
                "P99",
                "USED",
                "THROTTLED",
                "BUSY",
                "PRESSURE",
                "QUEUE"));
        for (var point : curve.points()) {
            rows.add(List.of(
                    Chart.value(point.size()),
                    digits(point.throughput(), 0),
                    digits(point.median(Measurement::median), 2),
                    digits(point.median(Measurement::tail), 1),
                    digits(point.median(Measurement::used), 2),
                    percent(point.median(Measurement::throttled)),
                    percent(point.median(Measurement::busy)),
                    percent(point.median(Measurement::pressure)),
                    digits(point.median(Measurement::waiting), 1)));
        }
        return rows;
    }

    private String law(Law.Fit fit) {
        var name = Columns.pad(fit.law().title(), 8);
        var serial = percent(fit.serial());
        var residual = digits(PERCENT * fit.residual(), 1) + "%";
        var alone = digits(fit.alone(), 0);
        return fit.law() == Law.AMDAHL
                ? name + words.say("scale.amdahl", alone, serial, residual)
                : name + words.say("scale.usl", alone, serial, digits(fit.crosstalk(), 4), residual);
    }

    private String end() {
        var last = curve.last();
        var share = percent(curve.efficiency());
        var limit = Limit.of(curve);
        return switch (limit) {
            case QUOTA -> words.say("scale.end.quota", share, percent(last.median(Measurement::throttled)));
            case LOCK -> words.say("scale.end.lock", share, digits(last.median(Measurement::waiting), 1));
            case CPU ->
                words.say(
                        "scale.end.cpu",
                        share,
                        percent(last.median(Measurement::busy)),
                        percent(last.median(Measurement::pressure)));
            case UNKNOWN -> words.say("scale.end.unknown", share);
        };
    }

    static String digits(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String percent(double part) {
        return digits(PERCENT * part, 0) + "%";
    }
}
