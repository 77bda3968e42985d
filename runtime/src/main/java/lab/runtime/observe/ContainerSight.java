package lab.runtime.observe;

import java.util.Optional;
import java.util.OptionalInt;
import lab.runtime.cgroup.Cgroup;

/**
 * What the runtime knows of a container without asking the kernel; the kernel's part is read through its init process.
 *
 * @param name the container's name
 * @param id its id
 * @param image the image it was made from
 * @param state {@code created}, {@code running}, {@code paused} or {@code exited}
 * @param init its first process, while it lives
 * @param monitor the process that waits for it, while it lives
 * @param exitCode how it ended, if it did
 * @param cgroup the cgroups made for it, as far as they are there
 * @param source where this is kept: the container's state folder
 */
public record ContainerSight(
        String name,
        String id,
        String image,
        String state,
        Optional<ProcessId> init,
        Optional<ProcessId> monitor,
        OptionalInt exitCode,
        Cgroup cgroup,
        String source) {}
