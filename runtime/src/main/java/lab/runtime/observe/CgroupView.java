package lab.runtime.observe;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import lab.runtime.cgroup.Cgroup;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * A cgroup in each of the hierarchies, of version 1, the unified one, or both kinds: those that a process is in, those that were made for a
 * container, or those of a name.
 *
 * @param origin where the places were read
 * @param places the path in each hierarchy by controller; the unified one under the empty name
 * @param mounts where hierarchies are mounted, as lab sees them
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
record CgroupView(String origin, Map<String, String> places, List<MountEntry> mounts) {
    private static final String UNIFIED = "";

    /** Finds a process's cgroups. */
    static Found<CgroupView> of(ProcessView process) {
        return process.text("cgroup")
                .then(text -> ProcessView.self()
                        .mounts()
                        .then(mounts -> Found.here(
                                new CgroupView(process.path("cgroup"), places(text), mounts), process.path("cgroup"))));
    }

    /** The cgroups that were made for a container, which stay after its end. */
    static Found<CgroupView> of(Cgroup cgroup, String origin) {
        if (cgroup.directories().isEmpty()) {
            return Found.absent("it has no cgroup of its own", origin);
        }
        return ProcessView.self().mounts().map(mounts -> new CgroupView(origin, placed(cgroup, mounts), mounts));
    }

    private static Map<String, String> placed(Cgroup cgroup, List<MountEntry> mounts) {
        Map<String, String> places = new HashMap<>();
        for (MountEntry mount : mounts) {
            for (Path directory : cgroup.directories()) {
                if (directory.startsWith(mount.target()) && mount.fstype().startsWith("cgroup")) {
                    String root = mount.root().equals("/") ? "" : mount.root();
                    String place = root + '/' + Path.of(mount.target()).relativize(directory);
                    if (mount.fstype().equals("cgroup2")) {
                        places.put(UNIFIED, place);
                    } else {
                        mount.superOptions().forEach(option -> places.put(option, place));
                    }
                }
            }
        }
        return places;
    }

    /** A cgroup below this one; here if it is there in any hierarchy. */
    Found<CgroupView> below(String name) {
        if (name.isEmpty() || name.startsWith("/") || List.of(name.split("/")).contains("..")) {
            return Found.absent("a cgroup is asked for by its path below the workbench's, such as 'box/inner'", origin);
        }
        Map<String, String> found = new HashMap<>();
        Map<String, String> sources = new TreeMap<>();
        places.forEach((controller, place) -> {
            String inside = (place.equals("/") ? "" : place) + '/' + name;
            folder(controller, inside)
                    .filter(folder -> Files.isDirectory(Path.of(folder)))
                    .ifPresent(folder -> {
                        found.put(controller, inside);
                        sources.put(controller, folder);
                    });
        });
        if (found.isEmpty()) {
            return Found.absent(
                    "there is no cgroup '" + name + "' below that of the workbench in any hierarchy", origin);
        }
        String source =
                sources.getOrDefault("memory", sources.values().iterator().next());
        return Found.here(new CgroupView(source, found, mounts), source);
    }

    /** The cgroups right below this one in the hierarchy that speaks for it, by name. */
    Found<List<CgroupView>> children() {
        Optional<String> folder = folder(home());
        if (folder.isEmpty()) {
            return Found.unobservable("its hierarchy is not mounted where lab can see it", origin);
        }
        List<CgroupView> children = new ArrayList<>();
        try (DirectoryStream<Path> below = Files.newDirectoryStream(Path.of(folder.get()), Files::isDirectory)) {
            for (Path child : below) {
                if (below(child.getFileName().toString()) instanceof Found.Here<CgroupView> here) {
                    children.add(here.subject());
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Found.unobservable(folder.get() + " can't be listed: " + e.getMessage(), folder.get());
        }
        children.sort(Comparator.comparing(CgroupView::origin));
        return Found.here(children, folder.get());
    }

    /** The cgroup's processes, as the host sees them, from the hierarchy of a controller. */
    Reading processes() {
        Reading text = text(home(), "cgroup.procs", "cgroup.procs");
        return text instanceof Reading.Value value && value.value() instanceof String lines
                ? Read.value(lines.lines().map(Long::valueOf).sorted().toList(), value.source())
                : text;
    }

    /** The hierarchy that speaks for the cgroup: that of memory, unless it has no part in it. */
    String home() {
        return Stream.of("memory", "cpu", "pids", "cpuset", "freezer", UNIFIED)
                .filter(places::containsKey)
                .findFirst()
                .orElse(UNIFIED);
    }

    /** Whether a controller is in a hierarchy of version 1 here. */
    boolean version1(String controller) {
        return !controller.equals(UNIFIED) && places.containsKey(controller);
    }

    /** Whether it has a part in the unified hierarchy. */
    boolean unifiedToo() {
        return places.containsKey(UNIFIED);
    }

    /** The path of the process's cgroup in the hierarchy of a controller, from that hierarchy's root. */
    Reading path(String controller) {
        String place = places.get(version1(controller) ? controller : UNIFIED);
        return place == null
                ? new Reading.Unobservable("no hierarchy has the controller " + controller, origin)
                : Read.value(place, origin);
    }

    /** A number in a file of the cgroup, null where the kernel says that there is no limit. */
    Reading limit(String controller, String version1, String version2) {
        return file(controller, version1, version2, /* optional= */ true, CgroupView::limit);
    }

    /** A number in a file of the cgroup. */
    Reading number(String controller, String version1, String version2) {
        return file(controller, version1, version2, /* optional= */ false, text -> Long.parseLong(text.strip()));
    }

    /** The text of a file of the cgroup. */
    Reading text(String controller, String version1, String version2) {
        return file(controller, version1, version2, /* optional= */ false, String::strip);
    }

    /** The text of a file of the cgroup in a hierarchy of version 1, null if there is none. */
    Reading optionalText(String controller, String version1) {
        return file(controller, version1, version1, /* optional= */ true, String::strip);
    }

    /** The text of a file of the cgroup in the unified hierarchy, null if there is none. */
    Reading unified(String name) {
        return file(UNIFIED, name, name, /* optional= */ true, String::strip);
    }

    /** A number behind a name in a file of names and numbers. */
    Reading entry(String controller, String version1, String version2, String name) {
        return file(
                controller,
                version1,
                version2,
                /* optional= */ false,
                text -> text.lines()
                        .map(line -> line.split(" "))
                        .filter(words -> words.length == 2 && words[0].equals(name))
                        .map(words -> Long.parseLong(words[1]))
                        .findFirst()
                        .orElse(null));
    }

    private Reading file(
            String controller,
            String version1,
            String version2,
            boolean optional,
            Function<String, ? extends @Nullable Object> parser) {
        Optional<String> folder = folder(controller);
        if (folder.isEmpty()) {
            return new Reading.Unobservable(
                    "the hierarchy of the controller " + controller + " is not mounted where lab can see it", origin);
        }
        String path = folder.get() + '/' + (version1(controller) ? version1 : version2);
        try {
            return Read.value(parser.apply(Peek.text(path)), path);
        } catch (ErrnoException refusal) {
            if (refusal.is(Errno.ENOENT) && optional) {
                // The root cgroup and cgroups without the controller have no such file: nothing limits them.
                return Read.value((Object) null, path);
            }
            return new Reading.Unobservable(
                    refusal.is(Errno.ENOENT)
                            ? "the controller " + controller + " is not enabled for this cgroup"
                            : Peek.explained(refusal),
                    path);
        }
    }

    private Optional<String> folder(String controller) {
        String place = places.get(version1(controller) ? controller : UNIFIED);
        return place == null ? Optional.empty() : folder(controller, place);
    }

    private Optional<String> folder(String controller, String place) {
        boolean version1 = version1(controller);
        return mounts.stream()
                .filter(mount -> version1
                        ? mount.fstype().equals("cgroup")
                                && mount.superOptions().contains(controller)
                        : mount.fstype().equals("cgroup2"))
                .flatMap(mount -> below(mount, place).stream())
                .findFirst();
    }

    /** A mount may show only a part of a hierarchy, from its root on. */
    private static Optional<String> below(MountEntry mount, String place) {
        String root = mount.root().equals("/") ? "" : mount.root();
        if (!place.equals(root) && !place.startsWith(root + '/')) {
            return Optional.empty();
        }
        String inside = place.substring(root.length());
        return Optional.of(inside.equals("/") ? mount.target() : mount.target() + inside);
    }

    private static Map<String, String> places(String text) {
        Map<String, String> places = new HashMap<>();
        text.lines()
                .map(line -> line.split(":", 3))
                .filter(fields -> fields.length == 3)
                .forEach(fields -> {
                    for (String controller : fields[1].split(",")) {
                        places.put(controller, fields[2]);
                    }
                });
        return places;
    }

    /** A number behind a key such as {@code total=} in a line that begins with a word, as the files of pressure have them. */
    Reading pressure(String name, String line, String key, Function<String, Object> parser) {
        return file(
                UNIFIED,
                name,
                name,
                /* optional= */ true,
                text -> pressure(text, line, key).map(parser).orElse(null));
    }

    static Optional<String> pressure(String text, String line, String key) {
        return text.lines()
                .filter(each -> each.startsWith(line + " "))
                .flatMap(each -> Stream.of(each.split(" ")))
                .filter(word -> word.startsWith(key))
                .map(word -> word.substring(key.length()))
                .findFirst();
    }

    private static @Nullable Long limit(String text) {
        String word = text.strip();
        // Version 1 writes the largest multiple of the page size for no limit, and -1 for no quota.
        if (word.equals("max") || word.startsWith("-")) {
            return null;
        }
        long value = Long.parseLong(word);
        return value >= Long.MAX_VALUE - (1 << 20) ? null : value;
    }
}
