package lab.shell.xray;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What there was in a place at a moment. Two are equal when nothing that is shown has changed.
 *
 * @param members those that a column of the namespaces' picture stands for: the host, each container, and processes that went their own way
 * @param processes the processes, children behind their parents
 * @param cgroups the containers' cgroups and those below them, children behind their parents
 * @param mounts what each container sees mounted
 */
public record Sight(List<Member> members, List<Process> processes, List<Group> cgroups, List<Table> mounts) {

    /** Copies the lists. */
    public Sight {
        members = List.copyOf(members);
        processes = List.copyOf(processes);
        cgroups = List.copyOf(cgroups);
        mounts = List.copyOf(mounts);
    }

    /**
     * One that is in a set of namespaces, for all that are in the same set.
     *
     * @param name what it is called
     * @param pids those of the place that are in this set; none for the host
     * @param namespaces identities by type, such as {@code uts:[4026531838]}
     */
    public record Member(String name, List<Long> pids, Map<String, String> namespaces) {
        /** Copies. */
        public Member {
            pids = List.copyOf(pids);
            namespaces = Map.copyOf(namespaces);
        }
    }

    /**
     * A process.
     *
     * @param owner the container that it belongs to
     * @param depth how many of its ancestors belong to the same container
     * @param pid its number, as the host sees it
     * @param inside its number in its own pid namespace
     * @param state such as {@code sleeping}
     * @param command its command line; the short name in brackets for a process without one
     */
    public record Process(String owner, int depth, long pid, long inside, String state, String command) {}

    /**
     * A cgroup.
     *
     * @param owner the container whose it is
     * @param depth 0 for the container's own
     * @param name the container's name, or the last part of the cgroup's path
     * @param processes how many are in it
     * @param memory bytes in use, and the limit
     * @param pids number of tasks, and the limit
     * @param cpuMicros CPU time used so far
     * @param cpus how many CPUs' worth of time it may have
     * @param frozen whether it is frozen
     */
    public record Group(
            String owner,
            int depth,
            String name,
            int processes,
            Usage memory,
            Usage pids,
            OptionalLong cpuMicros,
            OptionalDouble cpus,
            boolean frozen) {}

    /**
     * How much of something is used.
     *
     * @param used how much, empty if the host does not tell
     * @param limit the most there may be, empty for no limit
     */
    public record Usage(OptionalLong used, OptionalLong limit) {}

    /**
     * What a container sees mounted.
     *
     * @param owner the container
     * @param image what its root is made from
     * @param mounts its mounts in their order
     */
    public record Table(String owner, String image, List<Mount> mounts) {
        /** Copies the list. */
        public Table {
            mounts = List.copyOf(mounts);
        }
    }

    /**
     * A mount.
     *
     * @param target where
     * @param fstype the file system's type
     * @param source what is mounted, or the part of a file system that is
     * @param readOnly whether nothing can be written through it
     * @param upper for an overlay, the folder that takes what is written
     */
    public record Mount(String target, String fstype, String source, boolean readOnly, Optional<String> upper) {}
}
