package lab.runtime.observe;

/** The facts of a process about the CPUs. */
final class CpuShape {

    /** What it may use and what it gets. */
    static final Shape<ProcessView> CPU = Shape.<ProcessView>of("set of facts about CPUs")
            .leaf(
                    "allowed",
                    Kind.TEXT,
                    "the CPUs it may run on, such as 0-3",
                    p -> StatusShape.text(p, "Cpus_allowed_list"))
            .leaf(
                    "rate",
                    Kind.NUMBER,
                    "percent of one CPU that it gets, measured for a second, all processes of this place together",
                    ProcessView::cpuPercent)
            .build();

    private CpuShape() {}
}
