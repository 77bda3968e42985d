package lab.runtime.observe;

import java.util.List;

/** The facts that only a look from inside a namespace shows: names of the machine, System V IPC. */
final class InsideShape {
    /** A row of a System V IPC table. */
    static final Shape<List<String>> IPC_OBJECT = Shape.<List<String>>of("IPC object")
            .leaf("key", Kind.NUMBER, "the key it is found by", row -> number(row, 0))
            .leaf("id", Kind.NUMBER, "its id", row -> number(row, 1))
            .leaf("mode", Kind.TEXT, "its permissions in octal", row -> Read.value(row.get(2), ""))
            .build();

    private static final Shape<ProcessView> IPC = Shape.<ProcessView>of("System V IPC")
            .many("shm", "shared memory segments", () -> IPC_OBJECT, p -> table(p, "shm"))
            .many("msg", "message queues", () -> IPC_OBJECT, p -> table(p, "msg"))
            .many("sem", "sets of semaphores", () -> IPC_OBJECT, p -> table(p, "sem"))
            .build();

    private InsideShape() {}

    /** Adds {@code hostname}, {@code domainname} and {@code ipc}. */
    static ShapeBuilder<ProcessView> addTo(ShapeBuilder<ProcessView> shape) {
        return shape.leaf(
                        "hostname",
                        Kind.TEXT,
                        "the machine's name, as it sees it",
                        p -> Read.of(p.uts(), InsideView.Uts::hostname))
                .leaf(
                        "domainname",
                        Kind.TEXT,
                        "the NIS domain name, as it sees it",
                        p -> Read.of(p.uts(), InsideView.Uts::domainname))
                .part("ipc", "System V IPC, as it sees it", IPC);
    }

    private static Found<List<List<String>>> table(ProcessView process, String name) {
        return InsideView.sysvipc(process, name).map(InsideView::rows);
    }

    private static Reading number(List<String> row, int column) {
        return Read.value(Long.parseLong(row.get(column)), "");
    }
}
