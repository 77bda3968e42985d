package lab.shell.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** A curve as files for other programs. */
public final class CurveFiles {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int BELOW = 50;
    private static final int STEPS = 60;
    private static final double ROOM = 1.1;

    private CurveFiles() {}

    /** All measurements, a line each; RFC 4180. */
    public static String csv(Curve curve) {
        var text = new StringBuilder("service,direction,size,round,per_second,p50_ms,p99_ms,failed,cpus_used,throttled,"
                + "host_busy,pressure,in_queue\r\n");
        var order = curve.order();
        for (var point : curve.points()) {
            for (var i = 0; i < point.rounds().size(); i++) {
                var m = point.rounds().get(i);
                text.append(String.format(
                        Locale.ROOT,
                        "%s,%s,%s,%d,%.2f,%.3f,%.3f,%d,%.3f,%.3f,%.3f,%.3f,%.2f\r\n",
                        order.kind().word(),
                        order.out() ? "out" : "up",
                        Chart.value(point.size()),
                        i + 1,
                        m.throughput(),
                        m.median(),
                        m.tail(),
                        m.failed(),
                        m.used(),
                        m.throttled(),
                        m.busy(),
                        m.pressure(),
                        m.waiting()));
            }
        }
        return text.toString();
    }

    /** The throughput as a picture: medians, the range of the rounds, the proportional line, and the laws. */
    public static String svg(Curve curve) {
        var most = curve.points().stream()
                        .flatMap(point -> point.rounds().stream())
                        .mapToDouble(Measurement::throughput)
                        .max()
                        .orElse(1)
                * ROOM;
        var right = curve.last().size() * ROOM;
        var first = curve.first();
        var order = curve.order();
        var parts = new ArrayList<String>();
        parts.add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">",
                WIDTH,
                HEIGHT));
        parts.add(
                "<title>scale " + (order.out() ? "out " : "up ") + order.kind().word() + "</title>");
        parts.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        parts.add(
                line("black", "", List.of(at(0, most, right, most), at(0, 0, right, most), at(right, 0, right, most))));
        axes(parts, curve, right, most);
        parts.add(line(
                "gray",
                "4 4",
                path(
                        0,
                        Math.min(right, most / first.throughput() * first.size()),
                        right,
                        most,
                        x -> x / first.size() * first.throughput())));
        var colours = List.of("#c60", "#06c");
        for (var fit : curve.fits()) {
            var colour = colours.get(fit.law().ordinal());
            parts.add(line(colour, "", path(first.size(), right, right, most, x -> fit.at(x / first.size()))));
            parts.add(text(
                    WIDTH - 150,
                    30 + 16 * fit.law().ordinal(),
                    "start",
                    colour,
                    fit.law().title()));
        }
        for (var point : curve.points()) {
            var low = point.rounds().stream()
                    .mapToDouble(Measurement::throughput)
                    .min()
                    .orElse(0);
            var high = point.rounds().stream()
                    .mapToDouble(Measurement::throughput)
                    .max()
                    .orElse(0);
            parts.add(line(
                    "black", "", List.of(at(point.size(), low, right, most), at(point.size(), high, right, most))));
            var centre = at(point.size(), point.throughput(), right, most).split(",");
            parts.add("<circle cx=\"" + centre[0] + "\" cy=\"" + centre[1] + "\" r=\"4\"/>");
        }
        parts.add("</svg>");
        return String.join("\n", parts) + "\n";
    }

    private static void axes(List<String> parts, Curve curve, double right, double most) {
        for (var point : curve.points()) {
            var x = at(point.size(), 0, right, most).split(",")[0];
            parts.add(text(Double.parseDouble(x), HEIGHT - BELOW + 18, "middle", "black", Chart.value(point.size())));
        }
        for (var part = 1; part <= 4; part++) {
            var value = most * part / 4 / ROOM;
            var y = at(0, value, right, most).split(",")[1];
            parts.add(text(LEFT - 8, Double.parseDouble(y) + 4, "end", "black", Chart.value(Math.rint(value))));
        }
        parts.add(text(
                (WIDTH + LEFT) / 2.0,
                HEIGHT - 12,
                "middle",
                "black",
                curve.order().out() ? "replicas" : "CPUs"));
        parts.add(text(LEFT - 8, 14, "start", "black", "answers a second"));
    }

    private static List<String> path(double from, double to, double right, double most, DoubleUnaryOperator value) {
        var path = new ArrayList<String>();
        for (var i = 0; i <= STEPS; i++) {
            var x = from + (to - from) * i / STEPS;
            path.add(at(x, Math.min(most, value.applyAsDouble(x)), right, most));
        }
        return path;
    }

    private static String at(double x, double y, double right, double most) {
        return String.format(
                Locale.ROOT,
                "%.1f,%.1f",
                LEFT + x / right * (WIDTH - LEFT - 10),
                HEIGHT - BELOW - y / most * (HEIGHT - BELOW - 20));
    }

    private static String line(String colour, String dashes, List<String> points) {
        return "<polyline fill=\"none\" stroke=\"" + colour + "\""
                + (dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"") + " points=\""
                + points.stream().collect(Collectors.joining(" ")) + "\"/>";
    }

    private static String text(double x, double y, String anchor, String colour, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                x,
                y,
                anchor,
                colour,
                text);
    }
}
