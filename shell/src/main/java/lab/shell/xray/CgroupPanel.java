package lab.shell.xray;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import lab.shell.screen.Columns;
import lab.shell.screen.Sizes;

/** The cgroups as a tree, with bars of what is used of the limits. */
final class CgroupPanel {

    private static final int NAME = 18;
    private static final int MEMORY_BAR = 10;
    private static final int PIDS_BAR = 5;
    private static final int CPU = 13;
    private static final int MEMORY_TEXT = 17;
    private static final double MICROS = 1e6;

    private final Pen pen;

    CgroupPanel(Pen pen) {
        this.pen = pen;
    }

    List<String> lines(Flow flow) {
        var lines = new ArrayList<String>();
        lines.add(pen.theme()
                .quiet(pen.line(Columns.pad("CGROUP", NAME + 1)
                        + Columns.pad("MEMORY", MEMORY_BAR + 3 + MEMORY_TEXT + 1)
                        + Columns.pad("CPU", CPU + 1) + "PIDS")));
        for (var group : flow.now().cgroups()) {
            var branch = group.depth() == 0 ? "" : "  ".repeat(group.depth() - 1) + pen.sign("└ ", "\\ ");
            var name = Columns.cut(branch + group.name() + (group.frozen() ? " (frozen)" : ""), NAME);
            lines.add(pen.line(Columns.pad(group.depth() == 0 ? pen.theme().strong(name) : name, NAME + 1)
                    + usage(group.memory(), MEMORY_BAR, memory(group.memory()), MEMORY_TEXT)
                    + Columns.pad(cpu(flow, group), CPU + 1)
                    + usage(group.pids(), PIDS_BAR, pids(group.pids()), 0)));
        }
        return lines;
    }

    /** A bar only where there is a limit, for else there is nothing to be full. */
    private String usage(Sight.Usage usage, int columns, String text, int width) {
        var bar = usage.used().isPresent()
                        && usage.limit().isPresent()
                        && usage.limit().getAsLong() > 0
                ? pen.bar((double) usage.used().getAsLong() / usage.limit().getAsLong(), columns)
                : " ".repeat(columns + 2);
        return bar + " " + Columns.pad(text, width) + " ";
    }

    private static String memory(Sight.Usage memory) {
        return of(
                text(memory.used()),
                memory.limit().isPresent() ? Sizes.binary(memory.limit().getAsLong()) : "max");
    }

    private static String text(OptionalLong bytes) {
        return bytes.isPresent() ? Sizes.binary(bytes.getAsLong()) : "";
    }

    private static String pids(Sight.Usage pids) {
        return of(
                pids.used().isPresent() ? Long.toString(pids.used().getAsLong()) : "",
                pids.limit().isPresent() ? Long.toString(pids.limit().getAsLong()) : "max");
    }

    /** How many CPUs are busy where two looks can tell, else the time used so far. */
    private static String cpu(Flow flow, Sight.Group group) {
        var busy = flow.cpus(group);
        if (busy.isEmpty()) {
            return group.cpuMicros().isPresent()
                    ? String.format(Locale.ROOT, "%.2f s", group.cpuMicros().getAsLong() / MICROS)
                    : "-";
        }
        return of(
                String.format(Locale.ROOT, "%.2f", busy.getAsDouble()),
                group.cpus().isPresent()
                        ? String.format(Locale.ROOT, "%.2f", group.cpus().getAsDouble())
                        : "max");
    }

    private static String of(String used, String limit) {
        return used.isEmpty() ? "-" : used + " / " + limit;
    }
}
