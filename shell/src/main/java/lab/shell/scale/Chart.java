package lab.shell.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** A picture of points and lines, in characters. */
final class Chart {

    private static final int MARGIN = 8;
    private static final double ROOM = 1.05;

    private final char[][] cells;
    private final double right;
    private final double top;
    private final boolean unicode;

    /**
     * An empty picture; both axes begin at zero.
     *
     * @param right the value at the right end
     * @param top the value at the upper end
     */
    Chart(int width, int height, double right, double top, boolean unicode) {
        this.cells = new char[height][width - MARGIN];
        for (var row : cells) {
            Arrays.fill(row, ' ');
        }
        this.right = right * ROOM;
        this.top = top * ROOM;
        this.unicode = unicode;
    }

    /** Draws a line from the first value to the right end; what is there already stays. */
    Chart line(double from, DoubleUnaryOperator value, char sign) {
        for (var column = 0; column < cells[0].length; column++) {
            var x = (column + 0.5) * right / cells[0].length;
            if (x >= from && column % 2 == 0) {
                set(x, value.applyAsDouble(x), sign, false);
            }
        }
        return this;
    }

    /** Draws a point over what is there. */
    Chart point(double x, double y, char sign) {
        set(x, y, sign, true);
        return this;
    }

    private void set(double x, double y, char sign, boolean over) {
        var column = (int) Math.min(cells[0].length - 1, x / right * cells[0].length);
        var row = cells.length - 1 - (int) Math.floor(y / top * cells.length);
        if (column >= 0 && row >= 0 && row < cells.length && (over || cells[row][column] == ' ')) {
            cells[row][column] = sign;
        }
    }

    /** Its lines, with the values of the axes. */
    List<String> lines(List<Double> sizes) {
        var lines = new ArrayList<String>();
        for (var row = 0; row < cells.length; row++) {
            var label = row == 0 || row == cells.length / 2 ? value(top * (cells.length - row) / cells.length) : "";
            lines.add(String.format(Locale.ROOT, "%" + (MARGIN - 2) + "s ", label)
                    + (unicode ? "│" : "|")
                    + new String(cells[row]).stripTrailing());
        }
        lines.add(" ".repeat(MARGIN - 1) + (unicode ? "└" : "+") + (unicode ? "─" : "-").repeat(cells[0].length));
        lines.add(axis(sizes));
        return lines;
    }

    private String axis(List<Double> sizes) {
        var axis = new StringBuilder(" ".repeat(MARGIN + cells[0].length));
        var free = 0;
        for (var size : sizes) {
            var text = value(size);
            var at = MARGIN + (int) Math.min(cells[0].length - 1, size / right * cells[0].length) - text.length() / 2;
            if (at >= free && at + text.length() <= axis.length()) {
                axis.replace(at, at + text.length(), text);
                free = at + text.length() + 1;
            }
        }
        return axis.toString().stripTrailing();
    }

    static String value(double value) {
        if (value >= 10_000) {
            return String.format(Locale.ROOT, "%.0fk", value / 1000);
        }
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value)
                        .replaceAll("(\\.[0-9]*?)0+$", "$1")
                        .replaceAll("\\.$", "");
    }
}
