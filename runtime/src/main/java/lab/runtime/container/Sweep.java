package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.kernel.FileLock;
import lab.runtime.layer.RemoveTree;

/** Removes what belongs to nobody any more. */
final class Sweep {

    private final LabPaths paths;
    private final Cgroups cgroups;
    private final List<Path> roots;
    private final List<ContainerFolder> folders;
    private final ContainerNetworks networks;

    Sweep(LabPaths paths, Cgroups cgroups, List<ContainerFolder> folders, ContainerNetworks networks) {
        this.paths = paths;
        this.cgroups = cgroups;
        this.roots = List.of(paths.data().resolve("containers"), paths.runtime().resolve("roots"));
        this.folders = folders;
        this.networks = networks;
    }

    /** Sweeps, and lets go of the volumes of what went. */
    List<String> run(List<ContainerStatus> before, VolumeUse volumes) throws IOException {
        var removed = run();
        for (var status : before) {
            if (status.spec().remove() && removed.contains(status.name())) {
                volumes.release(status.spec());
            }
        }
        return removed;
    }

    private List<String> run() throws IOException {
        var removed = new ArrayList<String>();
        for (var folder : folders) {
            var record = folder.record();
            var status = folder.status();
            if (record.isPresent() && status.isPresent() && ownerless(folder, record.get(), status.get())) {
                RemoveContainer.run(folder, Path.of(record.get().root()));
                removed.add(record.get().name());
            }
        }
        unnamed(removed);
        networks.sweep();
        return removed;
    }

    private static boolean ownerless(ContainerFolder folder, Record record, ContainerStatus status) throws IOException {
        if (Maker.parse(record.maker()).alive()) {
            return false;
        }
        if (record.spec().labels().containsKey(ContainerSpec.BUILD)) {
            return true;
        }
        if (status.state() == State.CREATED) {
            return !folder.kept();
        }
        return record.spec().remove() && !status.running();
    }

    /**
     * Folders without a record, because their maker was killed between two calls, or with one that cannot be read. Whoever makes one holds
     * the lock.
     */
    private void unnamed(List<String> removed) throws IOException {
        FileLock.holding(paths.containers(), () -> {
            for (var folder : folders) {
                if (Files.isDirectory(folder.path()) && folder.record().isEmpty() && !folder.monitored()) {
                    var id = folder.id();
                    for (var root : roots) {
                        RemoveTree.remove(root.resolve(id));
                    }
                    for (var cgroup : cgroups.named(name -> name.endsWith("-" + id.substring(0, 12)))) {
                        cgroup.remove();
                    }
                    folder.remove();
                    removed.add(id.substring(0, 12));
                }
            }
            new NameIndex(paths).sweep();
            return removed;
        });
    }
}
