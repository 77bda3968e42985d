package lab.runtime.container;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lab.runtime.cgroup.Cgroup;

/**
 * A container as it is at this moment.
 *
 * @param id 64 hexadecimal digits
 * @param name its name
 * @param state where it is in its life
 * @param pid its first process as this process sees it; empty unless it is alive
 * @param monitor the first process's parent; empty unless it is alive
 * @param exitCode as Docker gives it; empty unless it has ended
 * @param oomKilled whether the kernel has killed a process of it for want of memory
 * @param created when it was made
 * @param started when its first process was last started, if it was
 * @param finished when that ended, if it did
 * @param spec what it was asked to be
 * @param cgroup where its processes are counted and limited
 */
public record ContainerStatus(
        String id,
        String name,
        State state,
        OptionalInt pid,
        OptionalInt monitor,
        OptionalInt exitCode,
        boolean oomKilled,
        Instant created,
        Optional<Instant> started,
        Optional<Instant> finished,
        ContainerSpec spec,
        Cgroup cgroup) {

    /** The first twelve digits of the id, as lists show it. */
    public String shortId() {
        return id.substring(0, 12);
    }

    /** Whether its first process is alive, perhaps paused. */
    public boolean running() {
        return state == State.RUNNING || state == State.PAUSED;
    }

    /** The pids of its processes, as the host sees them; none unless it runs. */
    public Set<Long> processes() throws IOException {
        return ContainerProcesses.of(this);
    }

    /** What went through its network interfaces; nothing unless it runs. */
    public Traffic traffic() throws IOException {
        return pid.isPresent() ? Traffic.of(pid.getAsInt()) : new Traffic(0, 0);
    }
}
