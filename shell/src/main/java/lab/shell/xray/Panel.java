package lab.shell.xray;

import java.util.List;

/** A part of the picture. */
enum Panel {
    PROCESSES("processes"),
    NAMESPACES("namespaces"),
    CGROUPS("cgroups"),
    MOUNTS("mounts");

    private final String title;

    Panel(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Its lines, none longer than the pen allows. */
    List<String> lines(Flow flow, Pen pen) {
        return switch (this) {
            case PROCESSES -> new ProcessPanel(pen).lines(flow.now());
            case NAMESPACES ->
                pen.theme().plain() ? NamespaceGrid.table(flow.now()) : new NamespaceGrid(pen).lines(flow.now());
            case CGROUPS -> new CgroupPanel(pen).lines(flow);
            case MOUNTS -> new MountPanel(pen).lines(flow.now());
        };
    }
}
