package lab.shell.xray;

import java.util.ArrayList;
import java.util.List;
import lab.shell.screen.Columns;

/** The processes as trees, one for each container: the number that the host knows them by, and their own. */
final class ProcessPanel {

    private static final int NUMBER = 8;
    private static final int STATE = 10;

    private final Pen pen;

    ProcessPanel(Pen pen) {
        this.pen = pen;
    }

    List<String> lines(Sight sight) {
        var lines = new ArrayList<String>();
        lines.add(pen.theme().quiet(row("PID", "INSIDE", "STATE", "COMMAND")));
        var owner = "";
        for (var process : sight.processes()) {
            if (!process.owner().equals(owner)) {
                owner = process.owner();
                lines.add(pen.line(pen.theme().strong(owner)));
            }
            var branch = process.depth() == 0 ? "" : "  ".repeat(process.depth() - 1) + pen.sign("└ ", "\\ ");
            lines.add(row(
                    Long.toString(process.pid()),
                    Long.toString(process.inside()),
                    process.state(),
                    pen.theme().quiet(branch) + pen.theme().accent(process.command())));
        }
        return lines;
    }

    private String row(String pid, String inside, String state, String command) {
        return pen.line(right(pid) + right(inside) + "  " + Columns.pad(state, STATE) + command);
    }

    private static String right(String number) {
        return " ".repeat(Math.max(0, NUMBER - number.length())) + number;
    }
}
