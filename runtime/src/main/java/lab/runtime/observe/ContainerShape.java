package lab.runtime.observe;

/** The facts of a container: what the runtime keeps of it, and all facts of its first process. */
final class ContainerShape {
    /** All facts of a container. */
    static final Shape<ContainerView> CONTAINER = Shape.<ContainerView>of("container")
            .exists("whether there is a container of that name, running or not")
            .leaf("name", Kind.TEXT, "its name", c -> Read.value(c.sight().name(), ""))
            .leaf("id", Kind.TEXT, "its id", c -> Read.value(c.sight().id(), ""))
            .leaf(
                    "image",
                    Kind.TEXT,
                    "the image it was made from",
                    c -> Read.value(c.sight().image(), ""))
            .leaf(
                    "state",
                    Kind.TEXT,
                    "created, running, paused or exited",
                    c -> Read.value(c.sight().state(), ""))
            .leaf("exitCode", Kind.NUMBER, "how it ended, null before that", c -> Read.value(c.exitCode(), ""))
            .leaf(
                    "monitorPid",
                    Kind.NUMBER,
                    "the pid of the process that waits for it",
                    c -> Read.value(c.monitorPid(), ""))
            .part("cgroup", "its cgroups, also after its end", () -> CgroupShape.CGROUP, ContainerView::cgroup)
            .include(ProcessShape.PROCESS, ContainerView::init)
            .build();

    private ContainerShape() {}
}
