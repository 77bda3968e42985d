package lab.runtime.container;

import java.io.IOException;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.cgroup.Limits;

/** Changes the limits of a container, in the kernel and on record. */
final class UpdateContainer {

    private final Cgroups cgroups;
    private final ContainerFolder folder;

    UpdateContainer(Cgroups cgroups, ContainerFolder folder) {
        this.cgroups = cgroups;
        this.folder = folder;
    }

    void run(ContainerStatus status, Limits limits) throws IOException {
        var record = folder.record()
                .orElseThrow(() -> new ContainerException("no such container: " + status.name(), 1, null));
        var before = record.spec().limits();
        if (status.running()) {
            cgroups.update(record.cgroup(), effective(limits, before));
        }
        folder.write(record.withSpec(record.spec().withLimits(limits.over(before))));
    }

    /** The kernel has one file for swap and memory together on v1 and two on v2: whoever changes one of them has to know the other. */
    private static Limits effective(Limits limits, Limits before) {
        if (limits.swap().isPresent()
                && limits.memory().isEmpty()
                && before.memory().isPresent()) {
            return limits.withMemory(before.memory().getAsLong());
        }
        if (limits.memory().isPresent()
                && limits.swap().isEmpty()
                && before.swap().isPresent()) {
            return limits.withSwap(before.swap().getAsLong());
        }
        return limits;
    }
}
