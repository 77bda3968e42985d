package lab.runtime.observe;

import static lab.runtime.observe.Kind.FLAG;
import static lab.runtime.observe.Kind.NUMBER;
import static lab.runtime.observe.Kind.NUMBERS;
import static lab.runtime.observe.Kind.TEXT;

import lab.runtime.cgroup.CpuWeight;

/**
 * The facts of the cgroups that a process is in, under the names of version 2 on every host; the source shows the file that was really read.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup-v2</a>
 */
final class CgroupShape {
    private static final Shape<CgroupView> MEMORY_EVENTS = Shape.<CgroupView>of("set of memory events")
            .leaf(
                    "oomKill",
                    NUMBER,
                    "processes killed for want of memory",
                    c -> c.entry("memory", "memory.oom_control", "memory.events", "oom_kill"))
            .build();

    private static final Shape<CgroupView> SWAP = Shape.<CgroupView>of("swap limit")
            .leaf(
                    "max",
                    NUMBER,
                    "the limit in bytes, null without one; of memory and swap together on version 1",
                    c -> c.limit("memory", "memory.memsw.limit_in_bytes", "memory.swap.max"))
            .build();

    private static final Shape<CgroupView> CPU_STAT = Shape.<CgroupView>of("set of CPU counters")
            .leaf("usage", NUMBER, "microseconds of CPU used so far", CgroupShape::usage)
            .leaf(
                    "periods",
                    NUMBER,
                    "periods in which it wanted to run",
                    c -> c.entry("cpu", "cpu.stat", "cpu.stat", "nr_periods"))
            .leaf(
                    "throttled",
                    NUMBER,
                    "periods in which the quota was used up",
                    c -> c.entry("cpu", "cpu.stat", "cpu.stat", "nr_throttled"))
            .leaf("throttledTime", NUMBER, "microseconds it had to wait for its quota", CgroupShape::throttledTime)
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
            .leaf(
                    "low",
                    NUMBER,
                    "bytes that are taken from it last; the soft limit of version 1",
                    c -> c.limit("memory", "memory.soft_limit_in_bytes", "memory.low"))
            .part("swap", "memory that was moved to disk", SWAP)
            .part("events", "what was counted", MEMORY_EVENTS)
            .part("pressure", "time that was lost waiting for memory", PressureShape.of("memory"))
            .build();

    private static final Shape<CgroupView> CPU = Shape.<CgroupView>of("CPU controller")
            .leaf("path", TEXT, "the cgroup", c -> c.path("cpu"))
            .leaf("quota", NUMBER, "microseconds of CPU in each period, null without a limit", CgroupShape::quota)
            .leaf("period", NUMBER, "the period in microseconds", CgroupShape::period)
            .leaf(
                    "weight",
                    NUMBER,
                    "its part when CPUs are short, 100 being the usual one; 1024 shares on version 1 are as much",
                    CgroupShape::weight)
            .part("stat", "what was counted", CPU_STAT)
            .part("pressure", "time that was lost waiting for a CPU", PressureShape.of("cpu"))
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

    private static final Shape<CgroupView> IO = Shape.<CgroupView>of("block I/O controller")
            .leaf("path", TEXT, "the cgroup", c -> c.path("blkio"))
            .keyed("device", "the limits of a device, such as device('254:0')", () -> IoShape.LIMITS, IoShape::of)
            .part("pressure", "time that was lost waiting for I/O", PressureShape.of("io"))
            .build();

    /** The cgroups of a process. */
    static final Shape<CgroupView> CGROUP = Shape.<CgroupView>of("cgroup")
            .exists("whether it is there in any hierarchy")
            .leaf("path", TEXT, "where it is in the hierarchy that controls memory", c -> c.path(c.home()))
            .leaf("procs", NUMBERS, "its processes, as the host sees them", CgroupView::processes)
            .part("memory", "the memory controller", MEMORY)
            .part("cpu", "the CPU controller", CPU)
            .part("pids", "the controller of numbers of processes", PIDS)
            .part("cpuset", "the controller of CPUs", CPUSET)
            .part("io", "the controller of block devices", IO)
            .leaf("frozen", FLAG, "whether it is frozen", CgroupShape::frozen)
            .many("children", "the cgroups right below it", () -> CgroupShape.CGROUP, CgroupView::children)
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

    /** Frozen is what either kind of hierarchy has frozen, itself or above; the root of a hierarchy has no such file and can't be. */
    private static Reading frozen(CgroupView cgroup) {
        Reading state = cgroup.optionalText("freezer", "freezer.state");
        if (state instanceof Reading.Value value && "FROZEN".equals(value.value())) {
            return new Reading.Value(true, value.source());
        }
        Reading unified = cgroup.unified("cgroup.events");
        if (unified instanceof Reading.Value value && value.value() instanceof String text) {
            return new Reading.Value(text.lines().anyMatch("frozen 1"::equals), value.source());
        }
        return state instanceof Reading.Value value ? new Reading.Value(false, value.source()) : unified;
    }

    private static Reading weight(CgroupView cgroup) {
        Reading number = cgroup.number("cpu", "cpu.shares", "cpu.weight");
        return cgroup.version1("cpu") && number instanceof Reading.Value value && value.value() instanceof Long shares
                ? Read.value(CpuWeight.ofShares(shares), value.source())
                : number;
    }

    /** The unified hierarchy counts it on hybrid hosts, too; else cpuacct does, in nanoseconds. */
    private static Reading usage(CgroupView cgroup) {
        if (cgroup.unifiedToo()) {
            return cgroup.entry("", "cpu.stat", "cpu.stat", "usage_usec");
        }
        Reading nanos = cgroup.number("cpuacct", "cpuacct.usage", "cpu.stat");
        return nanos instanceof Reading.Value value && value.value() instanceof Long time
                ? Read.value(time / 1000, value.source())
                : nanos;
    }

    private static Reading throttledTime(CgroupView cgroup) {
        if (!cgroup.version1("cpu")) {
            return cgroup.entry("cpu", "cpu.stat", "cpu.stat", "throttled_usec");
        }
        Reading nanos = cgroup.entry("cpu", "cpu.stat", "cpu.stat", "throttled_time");
        return nanos instanceof Reading.Value value && value.value() instanceof Long time
                ? Read.value(time / 1000, value.source())
                : nanos;
    }
}
