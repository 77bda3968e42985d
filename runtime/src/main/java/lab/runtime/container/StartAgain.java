package lab.runtime.container;

import java.io.IOException;
import lab.runtime.cgroup.Cgroup;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.kernel.FileLock;
import org.jspecify.annotations.Nullable;

/** Starts a container that is there already: created and never started, or ended. What it changed in its files stays. */
final class StartAgain {

    private final StartContainer starter;
    private final Cgroups cgroups;
    private final ContainerFolder folder;

    StartAgain(StartContainer starter, Cgroups cgroups, ContainerFolder folder) {
        this.starter = starter;
        this.cgroups = cgroups;
        this.folder = folder;
    }

    /**
     * Starts it.
     *
     * @throws ContainerException if it runs, or its command was not reached; it stays as it was created then
     */
    Running run(ContainerSpec spec, @Nullable Stdio stdio) throws IOException {
        var record = FileLock.holding(folder.path(), this::take);
        try {
            return starter.start(spec, new StartContainer.Place(record, folder), stdio);
        } catch (IOException | RuntimeException e) {
            try {
                clear(record.cgroup());
            } catch (IOException cleanup) {
                e.addSuppressed(cleanup);
            }
            throw e;
        }
    }

    /** Two processes may want to start it: the second one finds it running. */
    private Record take() throws IOException {
        var status = folder.status();
        var record = folder.record();
        if (status.isEmpty() || record.isEmpty()) {
            throw new ContainerException("the container was removed in this moment", 1, null);
        }
        if (status.get().running() || status.get().monitor().isPresent()) {
            throw new ContainerException("container " + record.get().name() + " is already running", 1, null);
        }
        clear(record.get().cgroup());
        // Whoever started it before may have been in another cgroup.
        var cgroup = cgroups.named(record.get().cgroup().name());
        var mine = record.get().startedBy(Maker.ofThisProcess(), cgroup);
        folder.keep();
        folder.write(mine);
        folder.forget();
        return mine;
    }

    /** A new start counts from 0. */
    private static void clear(Cgroup cgroup) throws IOException {
        var old = cgroup.existing();
        if (old.exists()) {
            old.kill();
            old.remove();
        }
    }
}
