package lab.shell.xray;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import lab.shell.screen.Columns;

/**
 * Namespaces as boxes: a column for each member, a row for each type. Members in the same namespace stand over the same box, so a box that is wider than a
 * column is shared. Identities are the inodes that the kernel gives; one that shows up twice in a row is the same namespace, too.
 */
final class NamespaceGrid {

    private static final int TYPE = 8;
    private static final int CELL = 12;

    /** Corners by the sides on which they go on: 8 up, 4 down, 2 left, 1 right. */
    private static final String CORNERS = "   ─ ┌┐┬ └┘┴ ├┤┼";

    private final Pen pen;

    NamespaceGrid(Pen pen) {
        this.pen = pen;
    }

    /** The same as a table: each namespace of each type, and who is in it. */
    static List<String> table(Sight sight) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("TYPE", "NS", "MEMBERS"));
        for (var type : SightReader.types()) {
            var members = new TreeMap<String, List<String>>();
            for (var member : sight.members()) {
                var identity = member.namespaces().get(type);
                if (identity != null) {
                    members.computeIfAbsent(digits(identity), i -> new ArrayList<>())
                            .add(member.name());
                }
            }
            members.forEach((identity, names) -> rows.add(List.of(type, identity, String.join(", ", names))));
        }
        return Columns.table(rows);
    }

    List<String> lines(Sight sight) {
        var room = Math.max(1, (pen.width() - TYPE - 1) / (CELL + 1));
        var from = Math.min(pen.shift(), Math.max(0, sight.members().size() - room));
        var members = sight.members().subList(from, Math.min(sight.members().size(), from + room));
        var lines = new ArrayList<String>();
        lines.add(head(members, from > 0, from + room < sight.members().size()));
        var above = List.<Boolean>of();
        for (var type : SightReader.types()) {
            var cells = members.stream()
                    .map(member -> member.namespaces().getOrDefault(type, ""))
                    .toList();
            var edges = edges(cells);
            lines.add(" ".repeat(TYPE) + pen.theme().quiet(border(above, edges)));
            lines.add(row(type, cells, edges, sight));
            above = edges;
        }
        lines.add(" ".repeat(TYPE) + pen.theme().quiet(border(above, List.of())));
        return lines;
    }

    private String head(List<Sight.Member> members, boolean before, boolean after) {
        var line = new StringBuilder(" ".repeat(TYPE - 1))
                .append(before ? pen.sign("‹", "<") : " ")
                .append(' ');
        for (var member : members) {
            line.append(pen.theme().strong(centred(Columns.cut(member.name(), CELL))))
                    .append(' ');
        }
        return line + (after ? pen.sign("›", ">") : "");
    }

    /** At which of the places between columns, the two ends among them, a box ends. */
    private static List<Boolean> edges(List<String> cells) {
        var edges = new ArrayList<Boolean>();
        for (var i = 0; i <= cells.size(); i++) {
            edges.add(i == 0
                    || i == cells.size()
                    || cells.get(i).isEmpty()
                    || !cells.get(i).equals(cells.get(i - 1)));
        }
        return edges;
    }

    private String row(String type, List<String> cells, List<Boolean> edges, Sight sight) {
        var wall = pen.theme().quiet(pen.sign("│", "|"));
        var line = new StringBuilder(" " + Columns.pad(type, TYPE - 1));
        for (var at = 0; at < cells.size(); ) {
            var end = at + 1;
            while (!edges.get(end)) {
                end++;
            }
            var width = (end - at) * (CELL + 1) - 1;
            var text = digits(cells.get(at));
            var left = (width - text.length()) / 2;
            var shared = !text.isEmpty() && shared(type, cells.get(at), sight);
            line.append(wall)
                    .append(" ".repeat(left))
                    .append(shared ? pen.theme().accent(text) : text)
                    .append(" ".repeat(width - left - text.length()));
            at = end;
        }
        return line.append(wall).toString();
    }

    private static boolean shared(String type, String identity, Sight sight) {
        return sight.members().stream()
                        .filter(member -> identity.equals(member.namespaces().get(type)))
                        .count()
                > 1;
    }

    /** The line between two rows; its corners show which boxes end there. */
    private String border(List<Boolean> above, List<Boolean> below) {
        var columns = Math.max(above.size(), below.size());
        var line = new StringBuilder();
        for (var i = 0; i < columns; i++) {
            var up = i < above.size() && above.get(i);
            var down = i < below.size() && below.get(i);
            line.append(corner(up, down, i > 0, i < columns - 1));
            if (i < columns - 1) {
                line.append(pen.sign("─", "-").repeat(CELL));
            }
        }
        return line.toString();
    }

    private String corner(boolean up, boolean down, boolean left, boolean right) {
        var sides = (up ? 8 : 0) | (down ? 4 : 0) | (left ? 2 : 0) | (right ? 1 : 0);
        return pen.sign(CORNERS.substring(sides, sides + 1), up || down ? "+" : "-");
    }

    private static String centred(String text) {
        var left = (CELL - Columns.width(text)) / 2;
        return Columns.pad(" ".repeat(Math.max(0, left)) + text, CELL);
    }

    private static String digits(String identity) {
        return identity.replaceAll("[^0-9:]", "").replaceFirst("^:", "");
    }
}
