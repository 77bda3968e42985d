package lab.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.FileLock;
import lab.runtime.kernel.Kernel;

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

    /** All that a container may need of the unified hierarchy. */
    static final List<String> CONTROLLERS = List.of("memory", "cpu", "pids", "cpuset", "io");

    private static final List<String> ALWAYS = List.of("memory", "cpu", "pids");

    /** What a unified hierarchy tells without any controller. */
    private static final List<String> WITHOUT_UNIFIED = List.of("cpuacct", "freezer");

    private static final List<String> ON_DEMAND = List.of("cpuset", "blkio");

    /** What only root can set, and so is nobody's who is handed a cgroup. */
    private static final String DEVICES = "devices";

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
        var version1 = new LinkedHashSet<Path>();
        Stream.of(ALWAYS, WITHOUT_UNIFIED, ON_DEMAND, List.of(DEVICES))
                .flatMap(List::stream)
                .flatMap(controller -> version1(controller).stream())
                .forEach(h -> version1.add(h.own().resolve(SUBTREE).resolve(name)));
        return new Cgroup(name, unified().map(h -> h.own().resolve(SUBTREE).resolve(name)), List.copyOf(version1));
    }

    /** The subtree itself, as far as it is there. */
    public Cgroup subtree() {
        var version1 = hierarchies.stream()
                .filter(h -> !h.unified())
                .map(h -> h.own().resolve(SUBTREE))
                .toList();
        return new Cgroup(SUBTREE, unified().map(h -> h.own().resolve(SUBTREE)), version1).existing();
    }

    /** The cgroups that are there with such a name. */
    public List<Cgroup> named(Predicate<String> name) throws IOException {
        var names = new TreeSet<String>();
        for (var hierarchy : hierarchies) {
            var subtree = hierarchy.own().resolve(SUBTREE);
            if (Files.isDirectory(subtree)) {
                try (var below = Files.newDirectoryStream(subtree, Files::isDirectory)) {
                    below.forEach(path -> names.add(path.getFileName().toString()));
                }
            }
        }
        return names.stream().filter(name).map(this::named).toList();
    }

    /**
     * Makes a cgroup, as far as this process may.
     *
     * @param name a single path element
     * @return the cgroup with the directories that could be made; none of them for an ordinary user without delegation
     * @throws CgroupException if limits are asked for and cannot be set, with the reason
     */
    public Cgroup create(String name, Limits limits) throws IOException {
        return create(name, limits, DeviceList.NONE);
    }

    /** Makes a cgroup whose processes may use some devices only, if the list is not the one that allows all. */
    public Cgroup create(String name, Limits limits, DeviceList devices) throws IOException {
        var more = new ArrayList<>(onDemand(limits));
        var listed = !devices.equals(DeviceList.NONE);
        if (listed) {
            more.add(DEVICES);
        }
        var cgroup = create(name, limits, more);
        try {
            if (listed) {
                devices.set(cgroup);
            }
        } catch (IOException e) {
            cgroup.remove();
            throw e;
        }
        return cgroup;
    }

    /**
     * Makes a cgroup with a part in every hierarchy, in which someone else may make cgroups and move processes; cgroup-v2.rst, "Model of
     * Delegation". Its own limits stay ours.
     *
     * @param uid who may
     * @param gid that one's group
     */
    public Cgroup createDelegated(String name, int uid, int gid) throws IOException {
        var every = Stream.of(WITHOUT_UNIFIED, ON_DEMAND).flatMap(List::stream).toList();
        var cgroup = create(name, Limits.NONE, every);
        for (var directory : cgroup.directories()) {
            Owner.give(directory, uid, gid);
            Version1Controllers.letChildrenInherit(directory);
        }
        return cgroup;
    }

    /**
     * The cgroups below one of ours, whose limits hold for all of them together. It has a part in every hierarchy, so that whatever is made
     * below it finds its place.
     *
     * @param name a single path element
     * @throws CgroupException if the limits cannot be set, with the reason
     */
    public Cgroups within(String name, Limits limits) throws IOException {
        var cgroup = create(
                name,
                limits,
                Stream.of(WITHOUT_UNIFIED, ON_DEMAND).flatMap(List::stream).toList());
        return new Cgroups(hierarchies.stream()
                .flatMap(h -> cgroup.directories().stream()
                        .filter(directory -> directory.startsWith(h.mount()))
                        .map(directory -> new Hierarchy(h.unified(), h.controllers(), h.mount(), directory)))
                .toList());
    }

    /** The directories of a cgroup by the names that their hierarchies are mounted under, such as {@code memory}. */
    public Map<String, Path> byMount(Cgroup cgroup) {
        var named = new TreeMap<String, Path>();
        for (var hierarchy : hierarchies) {
            for (var directory : cgroup.directories()) {
                if (directory.startsWith(hierarchy.mount())) {
                    named.put(String.valueOf(hierarchy.mount().getFileName()), directory);
                }
            }
        }
        return named;
    }

    private Cgroup create(String name, Limits limits, List<String> more) throws IOException {
        var controllers = new ArrayList<>(ALWAYS);
        controllers.addAll(more);
        IOException refused = null;
        var all = named(name);
        for (var directory : wanted(all, controllers)) {
            try {
                make(directory, version2(controllers));
            } catch (IOException e) {
                refused = e;
            }
        }
        var cgroup = all.existing();
        try {
            new LimitWriter(cgroup, flavour()).write(limits, refused);
        } catch (IOException e) {
            cgroup.remove();
            throw e;
        }
        return cgroup;
    }

    /**
     * Changes the limits of a cgroup whose processes run. What the limits leave open stays.
     *
     * @param all its directories, those that are not there, too
     * @throws CgroupException if a limit cannot be set, with the reason
     */
    public void update(Cgroup all, Limits limits) throws IOException {
        IOException refused = null;
        var controllers = onDemand(limits);
        for (var directory : wanted(all, controllers)) {
            try {
                var there = Files.isDirectory(directory);
                make(directory, version2(controllers));
                if (!there) {
                    Version1Controllers.move(all.existing(), directory);
                }
            } catch (IOException e) {
                refused = e;
            }
        }
        new LimitWriter(all.existing(), flavour()).write(limits, refused);
    }

    /** The directories of a cgroup in the hierarchies of some controllers, and in the unified one. */
    private List<Path> wanted(Cgroup all, List<String> controllers) {
        var wanted = new LinkedHashSet<Path>();
        var names = new ArrayList<>(controllers);
        names.addAll(unified().isEmpty() ? WITHOUT_UNIFIED : List.of());
        for (var controller : names) {
            version1(controller)
                    .ifPresent(h -> all.version1().stream()
                            .filter(directory -> directory.startsWith(h.mount()))
                            .forEach(wanted::add));
        }
        all.unified().ifPresent(wanted::add);
        return List.copyOf(wanted);
    }

    /** The controllers that only some limits need; each hierarchy a process joins takes time. */
    private static List<String> onDemand(Limits limits) {
        var controllers = new ArrayList<String>();
        if (!limits.cpuset().isEmpty()) {
            controllers.add("cpuset");
        }
        if (!limits.block().isEmpty()) {
            controllers.add("blkio");
        }
        return controllers;
    }

    private static List<String> version2(List<String> controllers) {
        return controllers.stream().map(c -> c.equals("blkio") ? "io" : c).toList();
    }

    /** Whether this process may make cgroups in any hierarchy. */
    public boolean writable() {
        return hierarchies.stream().anyMatch(h -> Files.isWritable(h.own()));
    }

    /**
     * Whether this process may make cgroups that a controller works in.
     *
     * @param controller its name in either version, or {@code freezer}, which a unified hierarchy has without one
     */
    public boolean offers(String controller) {
        return hierarchies.stream()
                .filter(h -> Files.isWritable(h.own()))
                .anyMatch(h -> h.unified()
                        ? unifiedOffers(h.own(), controller)
                        : h.controllers().contains(controller));
    }

    private static boolean unifiedOffers(Path own, String controller) {
        try {
            return controller.equals("freezer")
                    || CgroupFiles.words(own.resolve("cgroup.controllers")).contains(controller);
        } catch (IOException e) {
            // It was removed in this moment.
            return false;
        }
    }

    /** Makes a directory; another process may be removing the empty subtree right now, so it is tried again. */
    private void make(Path directory, List<String> controllers) throws IOException {
        for (var attempt = 0; ; attempt++) {
            try {
                tryMake(directory, controllers);
                return;
            } catch (NoSuchFileException | ErrnoException e) {
                if (attempt == ATTEMPTS || e instanceof ErrnoException error && !error.is(Errno.ENOENT)) {
                    throw e;
                }
            }
        }
    }

    private void tryMake(Path directory, List<String> controllers) throws IOException {
        var kernel = Kernel.get();
        var subtree = directory.resolveSibling("");
        if (isUnified(directory)) {
            var own = subtree.resolveSibling("");
            // Whoever removes the last cgroup of the lab moves the processes back that are moved away here.
            FileLock.holding(own, () -> {
                kernel.mkdirIfMissing(subtree.toString());
                enableControllers(own, subtree, controllers);
                kernel.mkdirIfMissing(directory.toString());
                return directory;
            });
            return;
        }
        kernel.mkdirIfMissing(subtree.toString());
        // Also if it was there: another lab may have made it in this moment, and what is below an empty cpuset takes no
        // process.
        Version1Controllers.prepare(subtree);
        kernel.mkdirIfMissing(directory.toString());
        Version1Controllers.prepare(directory);
    }

    /** Children get a controller only if every cgroup above hands it down; cgroup-v2.rst, "Top-down Constraint". */
    private static void enableControllers(Path own, Path subtree, List<String> controllers) throws IOException {
        var available = CgroupFiles.words(own.resolve("cgroup.controllers"));
        var wanted = controllers.stream().filter(available::contains).toList();
        if (!wanted.isEmpty()) {
            Delegation.hand(own, subtree, wanted);
        }
    }

    private boolean isUnified(Path directory) {
        return unified().map(h -> directory.startsWith(h.mount())).orElse(false);
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
