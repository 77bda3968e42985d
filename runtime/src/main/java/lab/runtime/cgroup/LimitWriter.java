package lab.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes limits into a cgroup's files and reads them back, by the names of v2 or those of v1. */
final class LimitWriter {

    private final Cgroup cgroup;
    private final Flavour flavour;

    LimitWriter(Cgroup cgroup, Flavour flavour) {
        this.cgroup = cgroup;
        this.flavour = flavour;
    }

    void write(Limits limits, @Nullable IOException refused) throws IOException {
        if (limits.memory().isPresent()) {
            var bytes = limits.memory().getAsLong();
            set("--memory", "memory.max", "memory.limit_in_bytes", Long.toString(bytes), refused);
        }
        if (limits.pids().isPresent()) {
            set(
                    "--pids-limit",
                    "pids.max",
                    "pids.max",
                    Long.toString(limits.pids().getAsLong()),
                    refused);
        }
        if (limits.quota().isPresent()) {
            var quota = limits.quota().getAsLong();
            if (find("cpu.max") != null) {
                set("--cpus", "cpu.max", "cpu.max", quota + " " + Limits.PERIOD, refused);
            } else {
                set("--cpus", "cpu.max", "cpu.cfs_period_us", Long.toString(Limits.PERIOD), refused);
                set("--cpus", "cpu.max", "cpu.cfs_quota_us", Long.toString(quota), refused);
            }
        }
    }

    private void set(String flag, String name, String version1, String value, @Nullable IOException refused)
            throws IOException {
        var file = find(name);
        if (file == null) {
            file = find(version1);
        }
        if (file == null) {
            throw new CgroupException(unavailable(flag, name, refused), refused);
        }
        try {
            Files.writeString(file, value);
        } catch (IOException e) {
            throw new CgroupException(flag + ": the kernel refused \"" + value + "\" for " + file, e);
        }
    }

    private @Nullable Path find(String file) {
        for (var directory : cgroup.directories()) {
            var path = directory.resolve(file);
            if (Files.exists(path)) {
                return path;
            }
        }
        return null;
    }

    private String unavailable(String flag, String name, @Nullable IOException refused) {
        var reason = refused == null
                ? "no mounted cgroup hierarchy offers it"
                : "this user may not make cgroups here (" + refused.getMessage() + ")";
        var remedy = flavour == Flavour.V2
                ? "start the lab in a delegated cgroup: systemd-run --user --scope -p Delegate=yes lab"
                : "cgroup v1 delegates nothing to ordinary users: start the lab as root for limits";
        return flag + " needs " + name + ", and " + reason + "; " + remedy;
    }
}
