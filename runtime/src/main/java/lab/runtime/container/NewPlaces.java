package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.kernel.FileLock;
import lab.runtime.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/** Gives new containers their names, ids and folders. */
final class NewPlaces {

    /** The containers there are. */
    interface Source {
        /** Lists them. */
        List<ContainerStatus> list() throws IOException;
    }

    private final LabPaths paths;
    private final Cgroups cgroups;
    private final Names names = new Names();
    private @Nullable Path roots;
    private @Nullable String maker;

    NewPlaces(LabPaths paths, Cgroups cgroups) {
        this.paths = paths;
        this.cgroups = cgroups;
    }

    /** Takes a name; two processes that want the same one are told apart by a lock. */
    StartContainer.Place take(ContainerSpec spec, Source source) throws IOException {
        return FileLock.holding(paths.containers(), () -> {
            var taken = source.list();
            var name = spec.name().isEmpty() ? freeName(taken) : spec.name();
            refuseTaken(name, taken);
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
            return new StartContainer.Place(record, folder);
        });
    }

    static void refuseTaken(String name, List<ContainerStatus> taken) throws ContainerException {
        for (var container : taken) {
            if (container.name().equals(name)) {
                throw new ContainerException("the name \"" + name + "\" is in use by container " + container.shortId()
                        + ": remove that one (rm -f " + name + ") or take another name");
            }
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

    private String freeName(List<ContainerStatus> taken) {
        for (var attempt = 0; ; attempt++) {
            var name = attempt < 100 ? names.name() : names.name() + attempt;
            if (taken.stream().noneMatch(c -> c.name().equals(name))) {
                return name;
            }
        }
    }
}
