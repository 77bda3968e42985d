package lab.runtime.container;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import lab.runtime.kernel.MountCalls;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.Result;
import lab.runtime.kernel.ScriptWriter;
import org.jspecify.annotations.Nullable;

/**
 * The file systems that every container has: {@code /proc}, {@code /sys}, {@code /dev} and what is below it; OCI runtime-spec, "Default
 * Filesystems". They are mounted before pivot_root(2), since a user namespace may mount proc and sysfs only while it still sees an
 * unhidden one.
 */
final class SystemMounts {

    private static final long NO_SUID_DEV_EXEC =
            MountCalls.MOUNT_ATTR_NOSUID | MountCalls.MOUNT_ATTR_NODEV | MountCalls.MOUNT_ATTR_NOEXEC;
    private static final int FILE = 0100666;
    private static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom", "tty");
    private static final Map<String, String> LINKS = Map.of(
            "fd", "/proc/self/fd",
            "stdin", "/proc/self/fd/0",
            "stdout", "/proc/self/fd/1",
            "stderr", "/proc/self/fd/2",
            "ptmx", "pts/ptmx");
    private static final List<String> MASKED_FILES =
            List.of("proc/kcore", "proc/keys", "proc/latency_stats", "proc/timer_list", "proc/sched_debug");
    private static final List<String> MASKED_DIRECTORIES =
            List.of("proc/acpi", "proc/asound", "proc/scsi", "sys/firmware", "sys/devices/virtual/powercap");
    private static final List<String> READ_ONLY =
            List.of("proc/bus", "proc/fs", "proc/irq", "proc/sys", "proc/sysrq-trigger");

    private final ScriptWriter s;
    private final Operand here;
    private final boolean writable;

    /**
     * Mounts below the working directory.
     *
     * @param writable whether {@code /sys} may be written to
     */
    SystemMounts(ScriptWriter s, boolean writable) {
        this.s = s;
        this.here = s.fd(OpenFlags.AT_FDCWD);
        this.writable = writable;
    }

    /**
     * A procfs shows a PID namespace, and may be mounted only by whoever has a say over that.
     *
     * @param hosts whether the host's mount is shown instead
     */
    void proc(boolean hosts) {
        s.note("/proc");
        if (hosts) {
            s.mkdirat(here, "proc", 0755).mayFail();
            hosts("/proc", "proc", true);
            return;
        }
        fileSystem("proc", "proc", NO_SUID_DEV_EXEC, Map.of());
    }

    /** A sysfs of one's own needs a network namespace of one's own; else the host's is shown. */
    void sys(boolean ownNetwork) {
        s.note("/sys");
        var readOnly = writable ? 0 : MountCalls.MOUNT_ATTR_RDONLY;
        if (ownNetwork) {
            fileSystem("sysfs", "sys", NO_SUID_DEV_EXEC | readOnly, Map.of());
            return;
        }
        s.mkdirat(here, "sys", 0755).mayFail();
        hosts("/sys", "sys", writable);
    }

    /** The unified hierarchy as the container's cgroup namespace shows it, or as the host sees it. */
    void cgroup(boolean hosts) {
        s.note("/sys/fs/cgroup");
        if (hosts) {
            hosts("/sys/fs/cgroup", "sys/fs/cgroup", writable);
            return;
        }
        var readOnly = writable ? 0 : MountCalls.MOUNT_ATTR_RDONLY;
        fileSystem("cgroup2", "sys/fs/cgroup", NO_SUID_DEV_EXEC | readOnly, Map.of());
    }

    /** A small file system in memory with empty folders in it. */
    void folder(String path, Set<String> folders) {
        var fs = memory(Map.of("mode", "755", "size", "16k"), NO_SUID_DEV_EXEC);
        s.moveMount(fs.value(), SafePath.openDirectory(s, path).value(), "");
        folders.forEach(name -> s.mkdirat(here, path + "/" + name, 0755));
    }

    /** A copy of what the host has mounted at a path, and below it. */
    void hosts(String source, String path, boolean writable) {
        var copy = s.openTreeClone(here, source, true);
        if (!writable) {
            s.mountSetattr(copy.value(), "", true, MountCalls.MOUNT_ATTR_RDONLY, 0, 0)
                    .mayFail();
        }
        s.moveMount(copy.value(), SafePath.openDirectory(s, path).value(), "");
    }

    /**
     * The devices that every container has.
     *
     * @param ttyGroup whether terminals have a group of their own
     * @param ready what is mounted there and has some devices already; null for an empty file system
     */
    void dev(boolean ttyGroup, @Nullable Operand ready) {
        s.note("/dev");
        if (ready == null) {
            fileSystem("tmpfs", "dev", MountCalls.MOUNT_ATTR_NOSUID, Map.of("mode", "755", "size", "65536k"));
        } else {
            s.mkdirat(here, "dev", 0755).mayFail();
            s.moveMount(ready, SafePath.openDirectory(s, "dev").value(), "");
        }
        for (var device : DEVICES) {
            s.mknodat(here, "dev/" + device, FILE, 0);
            var copy = s.openTreeClone(here, "/dev/" + device, false);
            s.moveMount(copy.value(), here, "dev/" + device);
        }
        new TreeMap<>(LINKS).forEach((name, target) -> s.symlinkat(target, here, "dev/" + name));
        var terminals = new TreeMap<>(Map.of("ptmxmode", "0666", "mode", "0620"));
        if (ttyGroup) {
            terminals.put("gid", "5");
        }
        fileSystem("devpts", "dev/pts", MountCalls.MOUNT_ATTR_NOSUID | MountCalls.MOUNT_ATTR_NOEXEC, terminals);
    }

    /** A device of the host's, as it is there. */
    void device(Device device) {
        s.note("device " + device.target());
        var path = device.target().substring(1);
        SafePath.make(s, path, false);
        var copy = s.openTreeClone(here, device.source(), false);
        s.moveMount(copy.value(), SafePath.open(s, path).value(), "");
    }

    /** A folder for POSIX shared memory of its own. */
    void sharedMemory() {
        fileSystem("tmpfs", "dev/shm", NO_SUID_DEV_EXEC, Map.of("mode", "1777", "size", "65536k"));
    }

    /** The message queues of the IPC namespace. */
    void messageQueues() {
        fileSystem("mqueue", "dev/mqueue", NO_SUID_DEV_EXEC, Map.of());
    }

    /** An empty file system in memory, at a place that is made if it is not there. */
    void tmpfs(Tmpfs tmpfs) {
        var path = tmpfs.target().substring(1);
        SafePath.make(s, path, true);
        var at = SafePath.open(s, path);
        s.moveMount(memory(tmpfs.options(), NO_SUID_DEV_EXEC).value(), at.value(), "");
    }

    /** Hides what tells of the host or changes it; the same paths as Docker. */
    void masks() {
        s.note("hidden and read-only paths");
        for (var path : MASKED_FILES) {
            overlay(path, () -> s.openTreeClone(here, "/dev/null", false).value());
        }
        for (var path : MASKED_DIRECTORIES) {
            overlay(path, () -> empty().value());
        }
        for (var path : READ_ONLY) {
            overlay(path, () -> {
                var copy = s.openTreeClone(here, path, true);
                s.mountSetattr(copy.value(), "", true, MountCalls.MOUNT_ATTR_RDONLY, 0, 0);
                return copy.value();
            });
        }
    }

    private void overlay(String path, Supplier<Operand> mount) {
        var skip = s.label(path);
        var at = SafePath.open(s, path).onError(skip);
        s.moveMount(mount.get(), at.value(), "");
        s.place(skip);
    }

    private Result empty() {
        return memory(Map.of("size", "0"), MountCalls.MOUNT_ATTR_RDONLY | NO_SUID_DEV_EXEC);
    }

    private Result memory(Map<String, String> options, long attributes) {
        var fs = s.fsopen("tmpfs");
        s.fsconfigString(fs.value(), "source", "tmpfs");
        new TreeMap<>(options).forEach((key, value) -> s.fsconfigString(fs.value(), key, value));
        s.fsconfigCreate(fs.value());
        return s.fsmount(fs.value(), attributes);
    }

    private void fileSystem(String type, String path, long attributes, Map<String, String> options) {
        var parent = path.startsWith("dev/") || !path.contains("/");
        if (parent) {
            s.mkdirat(here, path, 0755).mayFail();
        }
        var fs = s.fsopen(type);
        new TreeMap<>(options).forEach((key, value) -> s.fsconfigString(fs.value(), key, value));
        s.fsconfigCreate(fs.value());
        var mount = s.fsmount(fs.value(), attributes);
        s.moveMount(mount.value(), SafePath.openDirectory(s, path).value(), "");
    }
}
