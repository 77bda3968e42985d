package lab.runtime.cgroup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cgroups of this host as this process may use them. New ones lie in a subtree called {@code lab} below its own.
 *
 * <p>On v1 and hybrid hosts a container has a directory in the hierarchies of memory, cpu and pids; where there is a unified hierarchy it
 * has one there, too, which is what its processes are counted, frozen and ended by. See cgroups(7) and the kernel's
 * {@code admin-guide/cgroup-v2.rst}.
 */
public final class Cgroups {

    /** The subtree that holds all cgroups of the lab. */
    public static final String SUBTREE = "lab";

    private static final int ATTEMPTS = 5;

    static final List<String> CONTROLLERS = List.of("memory", "cpu", "pids");

    private final List<Hierarchy> hierarchies;

    private Cgroups(List<Hierarchy> hierarchies) {
        this.hierarchies = hierarchies;
    }

    /** Looks at what is mounted here. */
    public static Cgroups ofThisProcess() throws IOException {
        return new Cgroups(HierarchyFinder.find());
    }

    /** How cgroups are mounted here. */
    public Flavour flavour() {
        var unified = unified();
        var version1 = hierarchies.stream().anyMatch(h -> !h.unified());
        if (unified.isEmpty()) {
            return version1 ? Flavour.V1 : Flavour.NONE;
        }
        return version1 ? Flavour.HYBRID : Flavour.V2;
    }

    /** The mounted hierarchies. */
    public List<Hierarchy> hierarchies() {
        return List.copyOf(hierarchies);
    }

    /** The names of a cgroup that may or may not be there, for instance of a container of another process. */
    public Cgroup named(String name) {
        var version1 = new ArrayList<Path>();
        for (var controller : CONTROLLERS) {
            version1(controller)
                    .ifPresent(h -> version1.add(h.own().resolve(SUBTREE).resolve(name)));
        }
        return new Cgroup(name, unified().map(h -> h.own().resolve(SUBTREE).resolve(name)), version1);
    }

    /**
     * Makes a cgroup, as far as this process may.
     *
     * @param name a single path element
     * @return the cgroup with the directories that could be made; none of them for an ordinary user without delegation
     * @throws CgroupException if limits are asked for and cannot be set, with the reason
     */
    public Cgroup create(String name, Limits limits) throws IOException {
        var unified = Optional.<Path>empty();
        var version1 = new ArrayList<Path>();
        IOException refused = null;
        for (var directory : named(name).directories()) {
            try {
                make(directory);
                if (isUnified(directory)) {
                    unified = Optional.of(directory);
                } else {
                    version1.add(directory);
                }
            } catch (IOException e) {
                refused = e;
            }
        }
        var cgroup = new Cgroup(name, unified, version1);
        try {
            new LimitWriter(cgroup, flavour()).write(limits, refused);
        } catch (IOException e) {
            cgroup.remove();
            throw e;
        }
        return cgroup;
    }

    /** Whether this process may make cgroups in any hierarchy. */
    public boolean writable() {
        return hierarchies.stream().anyMatch(h -> Files.isWritable(h.own()));
    }

    /** Makes a directory; another process may be removing the empty subtree right now, so it is tried again. */
    private void make(Path directory) throws IOException {
        for (var attempt = 0; ; attempt++) {
            try {
                tryMake(directory);
                return;
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void tryMake(Path directory) throws IOException {
        for (var hierarchy : hierarchies) {
            if (directory.startsWith(hierarchy.own())) {
                var subtree = hierarchy.own().resolve(SUBTREE);
                createDirectory(subtree);
                if (hierarchy.unified()) {
                    enableControllers(hierarchy.own(), subtree);
                }
            }
        }
        createDirectory(directory);
    }

    static void createDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /** Children get a controller only if every cgroup above hands it down; cgroup-v2.rst, "Top-down Constraint". */
    private static void enableControllers(Path own, Path subtree) throws IOException {
        var available = Files.readString(own.resolve("cgroup.controllers")).strip();
        for (var controller : CONTROLLERS) {
            if (List.of(available.split(" ")).contains(controller)) {
                Delegation.hand(own, subtree, controller);
            }
        }
    }

    private boolean isUnified(Path directory) {
        return unified().map(h -> directory.startsWith(h.own())).orElse(false);
    }

    private Optional<Hierarchy> unified() {
        return hierarchies.stream().filter(Hierarchy::unified).findFirst();
    }

    private Optional<Hierarchy> version1(String controller) {
        return hierarchies.stream()
                .filter(h -> !h.unified() && h.controllers().contains(controller))
                .findFirst();
    }
}
