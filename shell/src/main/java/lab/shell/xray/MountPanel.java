package lab.shell.xray;

import java.util.ArrayList;
import java.util.List;
import lab.shell.screen.Columns;

/** What each container sees mounted; of an overlay also its layers. */
final class MountPanel {

    private static final int TARGET = 26;
    private static final int TYPE = 9;

    private final Pen pen;

    MountPanel(Pen pen) {
        this.pen = pen;
    }

    List<String> lines(Sight sight) {
        var lines = new ArrayList<String>();
        for (var table : sight.mounts()) {
            lines.add(pen.line(pen.theme().strong(table.owner()) + pen.theme().quiet("  image " + table.image())));
            // Stable lines are for programs, and those want each mount by itself.
            var mounts = pen.theme().plain() ? table.mounts() : folded(table.mounts());
            for (var mount : mounts) {
                lines.add(row(mount, mount.upper().isPresent() ? "" : mount.source()));
                mount.upper().ifPresent(upper -> {
                    lines.add(layer("upper", shortened(upper), "takes what is written"));
                    lines.add(layer("lower", "the image " + table.image(), "read only, the same for all"));
                });
            }
        }
        return lines;
    }

    /** Neighbours in one folder and of one kind on a line: {@code /dev/ null zero full}. */
    private static List<Sight.Mount> folded(List<Sight.Mount> mounts) {
        var folded = new ArrayList<Sight.Mount>();
        for (var mount : mounts) {
            var last = folded.isEmpty() ? null : folded.get(folded.size() - 1);
            if (last != null && alike(last, mount)) {
                var names = last.target().contains(" ")
                        ? last.target()
                        : folder(last) + " "
                                + last.target().substring(folder(last).length());
                folded.set(
                        folded.size() - 1,
                        new Sight.Mount(
                                names + " "
                                        + mount.target().substring(folder(mount).length()),
                                mount.fstype(),
                                "",
                                mount.readOnly(),
                                mount.upper()));
            } else {
                folded.add(mount);
            }
        }
        return folded;
    }

    private static boolean alike(Sight.Mount one, Sight.Mount other) {
        return one.fstype().equals(other.fstype())
                && one.readOnly() == other.readOnly()
                && folder(one).equals(folder(other))
                && folder(one).length() > 1;
    }

    private static String folder(Sight.Mount mount) {
        var first = mount.target().split(" ", 2)[0];
        return first.substring(0, first.lastIndexOf('/') + 1);
    }

    /** Ids of containers are long, and their beginnings tell. */
    private static String shortened(String path) {
        return path.replaceAll("([0-9a-f]{12})[0-9a-f]{52}", "$1");
    }

    private String row(Sight.Mount mount, String source) {
        var target = mount.target();
        var many = Columns.width(target) > TARGET && target.contains(" ");
        var kind = Columns.pad(mount.fstype(), TYPE) + (mount.readOnly() ? "ro  " : "rw  ");
        var room = pen.width() - TARGET - TYPE - 7;
        if (many) {
            var names = target.substring(target.indexOf(' ') + 1);
            return pen.line("  " + Columns.pad(pen.theme().accent(target.substring(0, target.indexOf(' '))), TARGET)
                    + " " + kind + pen.theme().accent(Columns.cut(names, room)));
        }
        var left = Columns.cutFront(target, TARGET);
        return pen.line("  " + Columns.pad(pen.theme().accent(left), TARGET) + " " + kind
                + pen.theme().quiet(Columns.cutFront(shortened(source), room)));
    }

    private String layer(String name, String text, String remark) {
        var room = pen.width() - 14 - Columns.width(remark);
        return pen.line("    " + pen.theme().quiet(pen.sign("└ ", "\\ ")) + name + " " + Columns.cutFront(text, room)
                + pen.theme().quiet("  " + remark));
    }
}
