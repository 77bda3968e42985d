package lab.runtime.direct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.runtime.container.OwnCalls;
import lab.runtime.kernel.MountFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ScriptWriter;
import org.jspecify.annotations.Nullable;

/**
 * A mount: mount(2), once for the mount itself and once more for what the kernel changes only afterwards.
 *
 * @param source what is mounted; null if nothing is, but a mount is changed
 * @param target where
 * @param type the file system's type; null for a bind or a change
 * @param flags {@code MS_*} of the first call; 0 for none
 * @param later {@code MS_*} of further calls
 * @param data the file system's own options; null for none
 */
public record Mount(
        @Nullable String source,
        String target,
        @Nullable String type,
        long flags,
        List<Long> later,
        @Nullable String data)
        implements OwnCalls {

    /** What {@code -o} can say about any mount. */
    private static final Map<String, Long> FLAGS = Map.of(
            "ro", MountFlags.MS_RDONLY,
            "nosuid", MountFlags.MS_NOSUID,
            "nodev", MountFlags.MS_NODEV,
            "noexec", MountFlags.MS_NOEXEC,
            "noatime", MountFlags.MS_NOATIME,
            "relatime", MountFlags.MS_RELATIME,
            "strictatime", MountFlags.MS_STRICTATIME,
            "remount", MountFlags.MS_REMOUNT,
            "bind", MountFlags.MS_BIND,
            "rbind", MountFlags.MS_BIND | MountFlags.MS_REC);

    private static final List<String> USUAL = List.of("rw", "defaults", "suid", "dev", "exec", "async", "atime");

    private static final Map<String, Long> PROPAGATION = Map.of(
            "private",
            MountFlags.MS_PRIVATE,
            "slave",
            MountFlags.MS_SLAVE,
            "shared",
            MountFlags.MS_SHARED,
            "unbindable",
            MountFlags.MS_UNBINDABLE,
            "rprivate",
            MountFlags.MS_PRIVATE | MountFlags.MS_REC,
            "rslave",
            MountFlags.MS_SLAVE | MountFlags.MS_REC,
            "rshared",
            MountFlags.MS_SHARED | MountFlags.MS_REC,
            "runbindable",
            MountFlags.MS_UNBINDABLE | MountFlags.MS_REC);

    /** Copies the list. */
    public Mount {
        later = List.copyOf(later);
    }

    /** The flags of a kind of propagation such as {@code rprivate}; null for a word that is none. */
    public static @Nullable Long propagation(String word) {
        return PROPAGATION.get(word);
    }

    /**
     * A mount as mount(8) is asked for it.
     *
     * @param type the type; null if none was named
     * @param options those behind {@code -o}
     */
    public static Mount of(@Nullable String type, List<String> options, String source, String target) {
        var flags = 0L;
        var later = new ArrayList<Long>();
        var data = new ArrayList<String>();
        for (var option : options) {
            var propagation = PROPAGATION.get(option);
            if (propagation != null) {
                later.add(propagation);
            } else if (FLAGS.containsKey(option)) {
                flags |= FLAGS.get(option);
            } else if (!USUAL.contains(option)) {
                data.add(option);
            }
        }
        // A bind takes no other flags from the first call.
        var bind = flags & (MountFlags.MS_BIND | MountFlags.MS_REC);
        var rest = flags & ~bind;
        if (bind != 0 && rest != 0 && (flags & MountFlags.MS_REMOUNT) == 0) {
            later.add(0, MountFlags.MS_REMOUNT | MountFlags.MS_BIND | rest);
            flags = bind;
        }
        return new Mount(source, target, type, flags, later, data.isEmpty() ? null : String.join(",", data));
    }

    /** A change of propagation. */
    public static Mount change(String target, long propagation) {
        return new Mount(null, target, null, 0, List.of(propagation), null);
    }

    /** Whether the kernel can do it without being told a type: mount(8) would have to look into the device. */
    public boolean complete() {
        return type != null || source == null || (flags & (MountFlags.MS_BIND | MountFlags.MS_REMOUNT)) != 0;
    }

    @Override
    public boolean write(ScriptWriter s, Operand.Address end) {
        if (source != null) {
            s.mount(source, target, type, flags, data);
        }
        later.forEach(more -> s.mount("none", target, null, more, null));
        return false;
    }

    /**
     * Takes a mount away: umount2(2).
     *
     * @param target where it is
     * @param lazy whether it goes from the tree at once, and for good when nobody uses it any more
     */
    public record Undo(String target, boolean lazy) implements OwnCalls {
        @Override
        public boolean write(ScriptWriter s, Operand.Address end) {
            s.umount2(target, lazy ? 2 : 0);
            return false;
        }
    }
}
