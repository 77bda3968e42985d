package lab.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.KernelFiles;
import org.jspecify.annotations.Nullable;

/** Writes limits into a cgroup's files, by the names of v2 or those of v1. */
final class LimitWriter {

    private static final String MEMORY = "memory.limit_in_bytes";
    private static final String SWAP = "memory.memsw.limit_in_bytes";

    private final CgroupFiles files;
    private final Flavour flavour;
    private @Nullable IOException refused;

    LimitWriter(Cgroup cgroup, Flavour flavour) {
        this.files = new CgroupFiles(cgroup);
        this.flavour = flavour;
    }

    /**
     * Writes those that are asked for.
     *
     * @param cause why there is a directory missing, if one is
     */
    void write(Limits limits, @Nullable IOException cause) throws IOException {
        refused = cause;
        memory(limits);
        if (limits.reservation().isPresent()) {
            var bytes = limits.reservation().getAsLong();
            set("--memory-reservation", "memory.low", "memory.soft_limit_in_bytes", Long.toString(bytes));
        }
        if (limits.pids().isPresent()) {
            set("--pids-limit", "pids.max", "pids.max", max(limits.pids().getAsLong()));
        }
        cpu(limits);
        if (!limits.cpuset().isEmpty()) {
            set("--cpuset-cpus", "cpuset.cpus", "cpuset.cpus", limits.cpuset());
        }
        for (var limit : limits.block()) {
            block(limit);
        }
    }

    private void memory(Limits limits) throws IOException {
        var memory = limits.memory();
        var total = limits.swapOrTwice();
        if (limits.swap().isPresent() && memory.isEmpty()) {
            throw new CgroupException(
                    "--memory-swap is the limit of memory and swap together: set --memory, too", null);
        }
        if (memory.isEmpty()) {
            return;
        }
        var bytes = memory.getAsLong();
        var all = total.orElse(Limits.UNLIMITED);
        if (all != Limits.UNLIMITED && all < bytes) {
            throw new CgroupException(
                    "--memory-swap is memory and swap together: " + all + " is less than --memory " + bytes, null);
        }
        if (files.find("memory.max").isPresent()) {
            set("--memory", "memory.max", MEMORY, Long.toString(bytes));
            swap(limits, "memory.swap.max", all == Limits.UNLIMITED ? "max" : Long.toString(all - bytes));
            return;
        }
        // Version 1 never lets the limit of memory be above that of memory and swap, not for a moment.
        var now = files.number(SWAP).orElse(Long.MAX_VALUE);
        if (bytes > now) {
            swap(limits, SWAP, Long.toString(all));
            set("--memory", "memory.max", MEMORY, Long.toString(bytes));
        } else {
            set("--memory", "memory.max", MEMORY, Long.toString(bytes));
            swap(limits, SWAP, Long.toString(all));
        }
    }

    /** Without an account of swap, only who asks for a limit of it hears of that. */
    private void swap(Limits limits, String file, String value) throws IOException {
        if (limits.swap().isPresent() || files.find(file).isPresent()) {
            set("--memory-swap", file, file, value);
        }
    }

    private void cpu(Limits limits) throws IOException {
        if (limits.quota().isPresent()) {
            var quota = limits.quota().getAsLong();
            if (files.find("cpu.max").isPresent()) {
                set("--cpus", "cpu.max", "cpu.max", quota + " " + Limits.PERIOD);
            } else {
                set("--cpus", "cpu.max", "cpu.cfs_period_us", Long.toString(Limits.PERIOD));
                set("--cpus", "cpu.max", "cpu.cfs_quota_us", Long.toString(quota));
            }
        }
        if (limits.shares().isPresent()) {
            var shares = limits.shares().getAsLong();
            var weight = Long.toString(CpuWeight.ofShares(shares));
            var value = files.find("cpu.weight").isPresent() ? weight : Long.toString(shares);
            set("--cpu-shares", "cpu.weight", "cpu.shares", value);
        }
    }

    private void block(BlockLimit limit) throws IOException {
        var kind = limit.kind();
        var unified = files.find("io.max").isPresent();
        var value =
                unified ? limit.device() + " " + kind.key() + "=" + limit.rate() : limit.device() + " " + limit.rate();
        set(kind.flag(), "io.max", kind.version1(), value);
    }

    private static String max(long value) {
        return value == Limits.UNLIMITED ? "max" : Long.toString(value);
    }

    private void set(String flag, String name, String version1, String value) throws IOException {
        var file = files.find(name, version1).orElseThrow(() -> new CgroupException(unavailable(flag, name), refused));
        try {
            KernelFiles.write(file.toString(), value);
        } catch (ErrnoException e) {
            throw new CgroupException(
                    flag + ": the kernel refused \"" + value + "\" for " + file + " (" + reason(e) + ")"
                            + remedy(flag, file),
                    e);
        }
    }

    private static String reason(ErrnoException e) {
        return Errno.nameOf(e.number())
                + Errno.of(e.number()).map(errno -> ": " + errno.text()).orElse("");
    }

    private static String remedy(String flag, Path file) throws IOException {
        if (flag.equals("--memory")) {
            return "; as much as that is in use and cannot be freed: take a higher limit";
        }
        if (flag.equals("--cpuset-cpus")) {
            var above = file.resolveSibling("").resolveSibling("");
            return "; the CPUs to choose from are "
                    + Files.readString(above.resolve(file.getFileName())).strip();
        }
        return flag.startsWith("--device") ? "; the device must be a whole disk, not a partition: see lsblk" : "";
    }

    private String unavailable(String flag, String name) {
        var reason = refused == null
                ? "no mounted cgroup hierarchy offers it"
                : "this user may not make cgroups here (" + refused.getMessage() + ")";
        var remedy = flavour == Flavour.V2
                ? "start the lab in a delegated cgroup: systemd-run --user --scope -p Delegate=yes lab"
                : "start the lab as root, or let root hand a cgroup over: lab doctor --fix";
        return flag + " needs " + name + ", and " + reason + "; " + remedy;
    }
}
