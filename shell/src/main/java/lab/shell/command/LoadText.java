package lab.shell.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lab.shell.load.LoadResult;
import lab.shell.screen.Columns;

/** What came of a load, in words. */
final class LoadText {

    private LoadText() {}

    static void print(LoadResult result, PrintWriter out) {
        var plan = result.plan();
        out.println("answered    " + whole(result.answered()) + ", " + number(result.throughput()) + " a second"
                + (plan.closed() ? "" : " of " + number(plan.rate()) + " wanted"));
        out.println("failed      " + whole(result.failed()) + errors(result));
        if (result.answered() == 0) {
            return;
        }
        var names = new ArrayList<String>(List.of("latency"));
        var values = new ArrayList<String>(List.of("ms"));
        for (var percentile : LoadResult.PERCENTILES) {
            names.add("p" + percentile.toString().replace(".0", ""));
            values.add(number(result.latency(percentile)));
        }
        names.add("max");
        values.add(number(result.longest()));
        out.println();
        Columns.table(List.of(names, values)).forEach(out::println);
    }

    /** Three digits that count. */
    static String number(double value) {
        var digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    private static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String errors(LoadResult result) {
        return result.errors().isEmpty()
                ? ""
                : result.errors().entrySet().stream()
                        .map(kind -> kind.getKey() + " " + whole(kind.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
