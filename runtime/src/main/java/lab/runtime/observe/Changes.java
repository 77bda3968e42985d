package lab.runtime.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Poller;

/**
 * Waits until something in a place changes.
 *
 * <p>The kernel announces the end of a process (pidfd), a change of a mount table ({@code /proc/PID/mountinfo}) and of a host name, in whatever namespace
 * ({@code /proc/sys/kernel/hostname}). It announces neither new processes to ordinary users nor an exec; for those the list of the place's processes and
 * their names is compared a few times a second, at the cost of two small files for each.
 *
 * <p>For one thread; {@link #wake} may be called by any.
 */
public final class Changes implements AutoCloseable {
    private static final long STEP_MILLIS = 250;
    private static final int MOST_WATCHED = 64;

    private final Scope scope;
    private final Poller poller;
    private final Map<Long, Fd> pidfds = new HashMap<>();
    private final Map<String, Fd> mountTables = new HashMap<>();
    private final Optional<Fd> hostname;
    private Map<Long, String> known = Map.of();

    private Changes(Scope scope, Poller poller, Optional<Fd> hostname) {
        this.scope = scope;
        this.poller = poller;
        this.hostname = hostname;
    }

    /**
     * Starts to watch a place.
     *
     * @param scope what belongs to the place
     * @return a watch that has seen what is there now
     * @throws ErrnoException if the kernel refuses a descriptor
     */
    public static Changes of(Scope scope) throws ErrnoException {
        Changes changes = new Changes(scope, Poller.open(), open("/proc/sys/kernel/hostname"));
        changes.refresh();
        return changes;
    }

    /**
     * Waits for a change.
     *
     * @param most how long at most
     * @return true if something changed, false if the time is over or {@link #wake} was called
     * @throws ErrnoException if waiting fails
     */
    public boolean await(Duration most) throws ErrnoException {
        long end = System.nanoTime() + most.toNanos();
        do {
            if (refresh()) {
                return true;
            }
            List<Fd> tables = new ArrayList<>(mountTables.values());
            hostname.ifPresent(tables::add);
            long left = Math.max(0, (end - System.nanoTime()) / 1_000_000);
            long step = Math.min(left, STEP_MILLIS);
            long before = System.nanoTime();
            if (!poller.await(List.copyOf(pidfds.values()), tables, step).isEmpty()) {
                return true;
            }
            boolean woken = (System.nanoTime() - before) / 1_000_000 < step;
            if (woken) {
                return false;
            }
        } while (System.nanoTime() < end);
        return refresh();
    }

    /**
     * Ends the wait that is going on, or else the next one.
     *
     * @throws ErrnoException if the kernel refuses it
     */
    public void wake() throws ErrnoException {
        poller.wake();
    }

    @Override
    public void close() {
        poller.close();
        pidfds.values().forEach(Fd::close);
        mountTables.values().forEach(Fd::close);
        hostname.ifPresent(Fd::close);
    }

    /** Brings the descriptors up to date with the place's processes; true if others are there than before. */
    private boolean refresh() {
        Map<Long, String> names = new HashMap<>();
        for (long pid : ProcessTree.glance(scope)) {
            names.put(pid, ProcessTree.textOrNothing("/proc/" + pid + "/comm"));
        }
        if (names.equals(known)) {
            return false;
        }
        known = names;
        Set<Long> now = names.keySet();
        keep(pidfds, now);
        Set<String> views = new HashSet<>();
        for (long pid : now) {
            if (pidfds.size() < MOST_WATCHED && !pidfds.containsKey(pid)) {
                pidfd(pid).ifPresent(fd -> pidfds.put(pid, fd));
            }
            mountNamespace(pid).ifPresent(namespace -> {
                views.add(namespace);
                if (mountTables.size() < MOST_WATCHED && !mountTables.containsKey(namespace)) {
                    open("/proc/" + pid + "/mountinfo").ifPresent(fd -> mountTables.put(namespace, fd));
                }
            });
        }
        keep(mountTables, views);
        return true;
    }

    private static <K> void keep(Map<K, Fd> fds, Set<K> wanted) {
        fds.entrySet().removeIf(entry -> {
            boolean old = !wanted.contains(entry.getKey());
            if (old) {
                entry.getValue().close();
            }
            return old;
        });
    }

    /** The mount table of one process of each namespace is enough; none for a process that just ended. */
    private static Optional<String> mountNamespace(long pid) {
        try {
            return Optional.of(Peek.namespace("/proc/" + pid + "/ns/mnt", "mnt"));
        } catch (ErrnoException refusal) {
            return Optional.empty();
        }
    }

    private static Optional<Fd> pidfd(long pid) {
        try {
            return Optional.of(Kernel.get().pidfdOpen((int) pid));
        } catch (ErrnoException ended) {
            return Optional.empty();
        }
    }

    private static Optional<Fd> open(String path) {
        try {
            return Optional.of(Kernel.get().open(path, OpenFlags.O_RDONLY, 0));
        } catch (ErrnoException refusal) {
            return Optional.empty();
        }
    }
}
