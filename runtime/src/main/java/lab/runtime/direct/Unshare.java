package lab.runtime.direct;

import java.util.Optional;
import lab.runtime.container.OwnCalls;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.MountFlags;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.namespace.TimeOffsets;

/**
 * Namespaces of one's own: unshare(2), and what goes with it as in unshare(1).
 *
 * @param flags {@code CLONE_NEW*}
 * @param fork whether a child becomes the command
 * @param proc whether {@code /proc} is mounted anew
 * @param ids how ids are mapped in a new user namespace
 * @param propagation of all mounts in a new mount namespace, as {@code MS_*} flags; 0 leaves it
 * @param clocks how the clocks differ
 */
public record Unshare(
        long flags, boolean fork, boolean proc, Optional<Ids> ids, long propagation, Optional<TimeOffsets> clocks)
        implements OwnCalls {

    /** Set-user-ID bits, devices and programs have no effect in a {@code /proc}. */
    private static final long HARMLESS = MountFlags.MS_NOSUID | MountFlags.MS_NODEV | MountFlags.MS_NOEXEC;

    /**
     * The one user and the one group that a new user namespace has.
     *
     * @param uid the user's number inside
     * @param gid the group's number inside
     * @param outerUid the user's number outside, which is that of the process
     * @param outerGid the group's number outside
     */
    public record Ids(int uid, int gid, int outerUid, int outerGid) {}

    @Override
    public boolean write(ScriptWriter s, Operand.Address end) {
        if (flags != 0) {
            s.unshare(flags);
        }
        // Files in /proc/self are the process's own only while it may be looked into.
        ids.ifPresent(wanted -> {
            s.dumpable(true);
            file(s, "setgroups", "deny");
            file(s, "uid_map", wanted.uid + " " + wanted.outerUid + " 1");
            file(s, "gid_map", wanted.gid + " " + wanted.outerGid + " 1");
        });
        clocks.ifPresent(offsets -> {
            s.dumpable(true);
            file(s, "timens_offsets", offsets.lines());
        });
        if ((flags & CloneFlags.CLONE_NEWNS) != 0 && propagation != 0) {
            s.mount("none", "/", null, MountFlags.MS_REC | propagation, null);
        }
        var forked = fork && OwnCalls.fork(s, end, (flags & CloneFlags.CLONE_NEWPID) == 0);
        if (proc) {
            s.mount("proc", "/proc", "proc", HARMLESS, null);
        }
        return forked;
    }

    private static void file(ScriptWriter s, String name, String text) {
        var fd = s.open("/proc/self/" + name, OpenFlags.O_WRONLY | OpenFlags.O_CLOEXEC);
        s.write(fd.value(), text);
        s.close(fd.value());
    }
}
