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
 * @param cgroup the directories its cgroup has where this user may make them
 * @param root the folder with its changed files
 * @param maker the process that makes it, {@code PID:START TIME}
 */
record Record(String id, String name, Instant created, ContainerSpec spec, Cgroup cgroup, String root, String maker) {

    /** The same container, started by someone whose cgroups it will be below. */
    Record startedBy(Maker other, Cgroup place) {
        return new Record(id, name, created, spec, place, root, other.toString());
    }

    /** The same container with another name; its cgroup keeps the one it has. */
    Record withName(String other) {
        return new Record(id, other, created, spec, cgroup, root, maker);
    }

    /** The same container that shall be something else. */
    Record withSpec(ContainerSpec other) {
        return new Record(id, name, created, other, cgroup, root, maker);
    }
}
