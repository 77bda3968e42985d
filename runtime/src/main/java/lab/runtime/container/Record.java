package lab.runtime.container;

import java.time.Instant;
import lab.runtime.cgroup.Cgroup;

/**
 * What is written down about a container before anything of it is made in the kernel.
 *
 * @param id 64 hexadecimal digits
 * @param name its name
 * @param created when it was made
 * @param spec what it shall be
 * @param cgroup its cgroup's directories
 * @param trace where things are in the trace
 * @param root the folder with its changed files
 * @param maker the process that makes it, {@code PID:START TIME}
 */
record Record(
        String id,
        String name,
        Instant created,
        ContainerSpec spec,
        Cgroup cgroup,
        TraceMap trace,
        String root,
        String maker) {

    Record with(Cgroup made, TraceMap map) {
        return new Record(id, name, created, spec, made, map, root, maker);
    }
}
