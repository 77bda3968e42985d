package lab.runtime.observe;

import static lab.runtime.observe.Kind.FLAG;
import static lab.runtime.observe.Kind.NUMBER;
import static lab.runtime.observe.Kind.TEXT;

/**
 * The facts of the cgroups that a process is in, under the names of version 2 on every host; the source shows the file that was really read.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup-v2</a>
 */
final class CgroupShape {
    private static final Shape<CgroupView> MEMORY_EVENTS = Shape.<CgroupView>of("set of memory events")
            .leaf(
                    "oom_kill",
                    NUMBER,
                    "processes killed for want of memory",
                    c -> c.entry("memory", "memory.oom_control", "memory.events", "oom_kill"))
            .build();

    private static final Shape<CgroupView> MEMORY = Shape.<CgroupView>of("memory controller")
            .leaf("path", TEXT, "the cgroup", c -> c.path("memory"))
            .leaf(
                    "max",
                    NUMBER,
                    "the limit in bytes, null without one",
                    c -> c.limit("memory", "memory.limit_in_bytes", "memory.max"))
            .leaf("current", NUMBER, "bytes in use", c -> c.number("memory", "memory.usage_in_bytes", "memory.current"))
            .leaf(
                    "peak",
                    NUMBER,
                    "most bytes ever in use",
                    c -> c.number("memory", "memory.max_usage_in_bytes", "memory.peak"))
            .part("events", "what was counted", MEMORY_EVENTS)
            .build();

    private static final Shape<CgroupView> CPU = Shape.<CgroupView>of("CPU controller")
            .leaf("path", TEXT, "the cgroup", c -> c.path("cpu"))
            .leaf("quota", NUMBER, "microseconds of CPU in each period, null without a limit", CgroupShape::quota)
            .leaf("period", NUMBER, "the period in microseconds", CgroupShape::period)
            .leaf(
                    "weight",
                    NUMBER,
                    "its part when CPUs are short; cpu.shares on version 1",
                    c -> c.number("cpu", "cpu.shares", "cpu.weight"))
            .leaf(
                    "throttled",
                    NUMBER,
                    "periods in which the quota was used up",
                    c -> c.entry("cpu", "cpu.stat", "cpu.stat", "nr_throttled"))
            .build();

    private static final Shape<CgroupView> PIDS_EVENTS = Shape.<CgroupView>of("set of pids events")
            .leaf(
                    "max",
                    NUMBER,
                    "forks refused by the limit",
                    c -> c.entry("pids", "pids.events", "pids.events", "max"))
            .build();

    private static final Shape<CgroupView> PIDS = Shape.<CgroupView>of("pids controller")
            .leaf("path", TEXT, "the cgroup", c -> c.path("pids"))
            .leaf("max", NUMBER, "the limit, null without one", c -> c.limit("pids", "pids.max", "pids.max"))
            .leaf("current", NUMBER, "how many there are", c -> c.number("pids", "pids.current", "pids.current"))
            .part("events", "what was counted", PIDS_EVENTS)
            .build();

    private static final Shape<CgroupView> CPUSET = Shape.<CgroupView>of("cpuset controller")
            .leaf("path", TEXT, "the cgroup", c -> c.path("cpuset"))
            .leaf(
                    "cpus",
                    TEXT,
                    "the CPUs it may use, such as 0-3",
                    c -> c.text("cpuset", "cpuset.effective_cpus", "cpuset.cpus.effective"))
            .build();

    /** The cgroups of a process. */
    static final Shape<CgroupView> CGROUP = Shape.<CgroupView>of("cgroup")
            .leaf("path", TEXT, "where it is in the hierarchy that controls memory", c -> c.path("memory"))
            .part("memory", "the memory controller", MEMORY)
            .part("cpu", "the CPU controller", CPU)
            .part("pids", "the controller of numbers of processes", PIDS)
            .part("cpuset", "the controller of CPUs", CPUSET)
            .leaf("frozen", FLAG, "whether it is frozen", CgroupShape::frozen)
            .build();

    private CgroupShape() {}

    private static Reading quota(CgroupView cgroup) {
        return cgroup.version1("cpu")
                ? cgroup.limit("cpu", "cpu.cfs_quota_us", "cpu.max")
                : word(cgroup.text("cpu", "cpu.cfs_quota_us", "cpu.max"), 0);
    }

    private static Reading period(CgroupView cgroup) {
        return cgroup.version1("cpu")
                ? cgroup.number("cpu", "cpu.cfs_period_us", "cpu.max")
                : word(cgroup.text("cpu", "cpu.cfs_period_us", "cpu.max"), 1);
    }

    /** One of the two words of {@code cpu.max}; the first one may be {@code max}. */
    private static Reading word(Reading line, int column) {
        if (line instanceof Reading.Value value && value.value() instanceof String text) {
            String word = text.split(" ")[column];
            return new Reading.Value(word.equals("max") ? null : Long.valueOf(word), value.source());
        }
        return line;
    }

    /** A cgroup of either kind of hierarchy may be frozen; the root of a hierarchy has no such file and can't be. */
    private static Reading frozen(CgroupView cgroup) {
        Reading unified = cgroup.unified("cgroup.freeze");
        if (unified instanceof Reading.Value value && (value.value() != null || !cgroup.version1("freezer"))) {
            return new Reading.Value("1".equals(value.value()), value.source());
        }
        Reading state = cgroup.optionalText("freezer", "freezer.state");
        return state instanceof Reading.Value value
                ? new Reading.Value("FROZEN".equals(value.value()), value.source())
                : state;
    }
}
