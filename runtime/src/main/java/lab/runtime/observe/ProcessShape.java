package lab.runtime.observe;

import static lab.runtime.observe.Kind.FLAG;
import static lab.runtime.observe.Kind.NUMBER;
import static lab.runtime.observe.Kind.NUMBERS;
import static lab.runtime.observe.Kind.TEXT;
import static lab.runtime.observe.Kind.TEXTS;

/** The facts of a process: {@code process('sleep 1000').ns.uts} and its kin. */
public final class ProcessShape {
    /** All facts of a process. */
    static final Shape<ProcessView> PROCESS = shape();

    private ProcessShape() {}

    private static Shape<ProcessView> shape() {
        ShapeBuilder<ProcessView> process = Shape.of("process");
        identity(process);
        credentials(process);
        process.part("ns", "the namespaces it is in", NamespaceShape.NAMESPACES);
        process.part("cgroup", "the cgroups it is in", () -> CgroupShape.CGROUP, CgroupView::of);
        process.part(
                "cpu",
                "the CPUs it may use, and what it gets of them",
                () -> CpuShape.CPU,
                p -> Found.here(p, p.path("stat")));
        process.part("clocks", "how far its clocks are ahead of the host's", ClockShape.CLOCKS);
        InsideShape.addTo(process);
        MountShape.addTo(process, p -> p);
        FileShape.addTo(process, p -> p);
        NetworkShape.addTo(process, p -> p);
        return process.many(
                        "uidMap",
                        "the user ids of its user namespace",
                        () -> IdRangeShape.RANGE,
                        p -> IdRangeShape.of(p, "uid_map"))
                .many(
                        "gidMap",
                        "the group ids of its user namespace",
                        () -> IdRangeShape.RANGE,
                        p -> IdRangeShape.of(p, "gid_map"))
                .keyed(
                        "limit",
                        "a resource limit, such as limit('open files')",
                        () -> LimitShape.LIMIT,
                        LimitShape::find)
                .build();
    }

    private static void identity(ShapeBuilder<ProcessView> process) {
        process.exists("whether it runs, or waits as a zombie")
                .leaf("pid", NUMBER, "its number, as the host sees it", p -> Read.of(p.alive(), here -> p.id().pid()))
                .leaf("ppid", NUMBER, "its parent's pid, as the host sees it", p -> Read.of(p.stat(), ProcStat::ppid))
                .leaf(
                        "startTime",
                        NUMBER,
                        "when it started, in clock ticks since boot",
                        p -> Read.of(p.stat(), ProcStat::startTime))
                .leaf(
                        "state",
                        TEXT,
                        "running, sleeping, disk-sleep, stopped, traced, zombie, dead or idle",
                        p -> Read.of(p.stat(), ProcStat::stateWord))
                .leaf("comm", TEXT, "the short name of its program", p -> Read.of(p.stat(), ProcStat::comm))
                .leaf(
                        "commandLine",
                        TEXT,
                        "its arguments, joined by spaces",
                        p -> Read.of(p.args(), args -> String.join(" ", args)))
                .leaf("args", TEXTS, "its arguments", p -> Read.of(p.args()))
                .leaf("exe", TEXT, "the file it runs, as its own mounts name it", p -> Read.of(p.link("exe")))
                .leaf("root", TEXT, "its root directory; not / after a chroot", p -> Read.of(p.link("root")))
                .leaf("cwd", TEXT, "its working directory", p -> Read.of(p.link("cwd")))
                .leaf("threads", NUMBER, "how many threads it has", p -> Read.of(p.stat(), ProcStat::threads))
                .leaf(
                        "nsPid",
                        NUMBERS,
                        "its pid in each nested pid namespace, outermost first",
                        p -> StatusShape.numbers(p, "NSpid"));
    }

    private static void credentials(ShapeBuilder<ProcessView> process) {
        process.leaf("uid", NUMBER, "its effective user id, as the host sees it", p -> StatusShape.id(p, "Uid", 1))
                .leaf("gid", NUMBER, "its effective group id, as the host sees it", p -> StatusShape.id(p, "Gid", 1))
                .part("uids", "its four user ids, as the host sees them", StatusShape.USER_IDS)
                .part("gids", "its four group ids, as the host sees them", StatusShape.GROUP_IDS)
                .leaf("groups", NUMBERS, "its supplementary groups", p -> StatusShape.numbers(p, "Groups"))
                .part("caps", "its capability sets", StatusShape.CAPABILITIES)
                .leaf("seccomp", NUMBER, "0 off, 1 strict, 2 filter", p -> StatusShape.number(p, "Seccomp"))
                .leaf(
                        "noNewPrivs",
                        FLAG,
                        "whether exec can never give it privileges",
                        p -> StatusShape.flag(p, "NoNewPrivs"))
                .part("signals", "the signals it handles, ignores and blocks", StatusShape.SIGNALS);
    }
}
