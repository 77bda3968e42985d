package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.kernel.FileLock;
import lab.runtime.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/** Gives new containers their names, ids and folders. */
final class NewPlaces {

    private final LabPaths paths;
    private final Cgroups cgroups;
    private final NameIndex index;
    private final Names names = new Names();
    private @Nullable Path roots;
    private @Nullable String maker;

    NewPlaces(LabPaths paths, Cgroups cgroups) {
        this.paths = paths;
        this.cgroups = cgroups;
        this.index = new NameIndex(paths);
    }

    /** Takes a name; two processes that want the same one are told apart by a lock. */
    StartContainer.Place take(ContainerSpec spec) throws IOException {
        return FileLock.holding(paths.containers(), () -> {
            var name = spec.name().isEmpty() ? freeName() : spec.name();
            refuseTaken(index, name);
            var id = names.id();
            var root = roots().resolve(id);
            var record = new Record(
                    id,
                    name,
                    Instant.now(),
                    spec,
                    cgroups.named(name + "-" + id.substring(0, 12)),
                    root.toString(),
                    maker());
            var folder = ContainerFolder.create(paths.containers().resolve(id), record);
            index.put(name, id);
            return new StartContainer.Place(record, folder);
        });
    }

    static void refuseTaken(NameIndex index, String name) throws IOException {
        var owner = index.id(name);
        if (owner.isPresent()) {
            throw new ContainerException("the name \"" + name + "\" is in use by container "
                    + owner.get().substring(0, 12) + ": remove that one (rm -f " + name + ") or take another name");
        }
    }

    /** Where the changed files of containers lie: on a disk, unless that is itself an overlay and cannot be written to by another one. */
    private synchronized Path roots() throws IOException {
        if (roots == null) {
            var data = paths.data().resolve("containers");
            Files.createDirectories(data);
            var nested = Kernel.get().geteuid() == 0
                    && Files.getFileStore(data).type().equals("overlay");
            roots = nested ? paths.runtime().resolve("roots") : data;
        }
        return roots;
    }

    private synchronized String maker() throws IOException {
        if (maker == null) {
            maker = Maker.ofThisProcess().toString();
        }
        return maker;
    }

    private String freeName() throws IOException {
        for (var attempt = 0; ; attempt++) {
            var name = attempt < 100 ? names.name() : names.name() + attempt;
            if (index.id(name).isEmpty()) {
                return name;
            }
        }
    }
}
