package lab.runtime.observe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * The cgroups that a process is in: one for each controller, in hierarchies of version 1, in the unified one, or in both kinds.
 *
 * @param process whose cgroups
 * @param places the path in each hierarchy by controller; the unified one under the empty name
 * @param mounts where hierarchies are mounted, as lab sees them
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
record CgroupView(ProcessView process, Map<String, String> places, List<MountEntry> mounts) {
    private static final String UNIFIED = "";

    /** Finds a process's cgroups. */
    static Found<CgroupView> of(ProcessView process) {
        return process.text("cgroup")
                .then(text -> ProcessView.self()
                        .mounts()
                        .then(mounts ->
                                Found.here(new CgroupView(process, places(text), mounts), process.path("cgroup"))));
    }

    /** Whether a controller is in a hierarchy of version 1 here. */
    boolean version1(String controller) {
        return !controller.equals(UNIFIED) && places.containsKey(controller);
    }

    /** The path of the process's cgroup in the hierarchy of a controller, from that hierarchy's root. */
    Reading path(String controller) {
        String place = places.get(version1(controller) ? controller : UNIFIED);
        return place == null
                ? new Reading.Unobservable("no hierarchy has the controller " + controller, process.path("cgroup"))
                : Read.value(place, process.path("cgroup"));
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
                    "the hierarchy of the controller " + controller + " is not mounted where lab can see it",
                    process.path("cgroup"));
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
        boolean version1 = version1(controller);
        String place = places.get(version1 ? controller : UNIFIED);
        if (place == null) {
            return Optional.empty();
        }
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
