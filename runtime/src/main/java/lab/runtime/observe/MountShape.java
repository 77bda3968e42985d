package lab.runtime.observe;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The facts of a mount, as one process sees it. */
final class MountShape {
    /** All facts of a mount. */
    static final Shape<MountEntry> MOUNT = Shape.<MountEntry>of("mount")
            .exists("whether something is mounted exactly there")
            .leaf("target", Kind.TEXT, "where it is mounted", of(MountEntry::target))
            .leaf("source", Kind.TEXT, "what is mounted, as the file system names it", of(MountEntry::source))
            .leaf("fstype", Kind.TEXT, "the file system's type", of(MountEntry::fstype))
            .leaf("options", Kind.TEXTS, "options of this mount", of(MountEntry::options))
            .leaf("superOptions", Kind.TEXTS, "options of the file system", of(MountEntry::superOptions))
            .leaf("lower", Kind.TEXTS, "the folders below an overlay, topmost first", of(MountEntry::lower))
            .leaf(
                    "upper",
                    Kind.TEXT,
                    "the folder that takes an overlay's changes, null if none does",
                    m -> Read.value(m.upper().orElse(null), ""))
            .leaf("root", Kind.TEXT, "the part of the file system that is mounted", of(MountEntry::root))
            .leaf(
                    "propagation",
                    Kind.TEXT,
                    "private, shared, slave, shared,slave or unbindable",
                    of(MountEntry::propagation))
            .leaf("peerGroup", Kind.NUMBER, "the group it shares mounts with", m -> Read.value(m.peerGroup(), ""))
            .leaf("master", Kind.NUMBER, "the group it receives mounts from", m -> Read.value(m.master(), ""))
            .leaf("device", Kind.TEXT, "the file system's device number", of(MountEntry::device))
            .leaf("id", Kind.NUMBER, "the mount's number", of(MountEntry::id))
            .leaf("parent", Kind.NUMBER, "the number of the mount below", of(MountEntry::parent))
            .build();

    private MountShape() {}

    /** Adds {@code mounts} and {@code mount(path)}. */
    static <S> ShapeBuilder<S> addTo(ShapeBuilder<S> shape, Function<S, ProcessView> process) {
        return shape.many(
                        "mounts",
                        "what is mounted, as it sees it",
                        () -> MOUNT,
                        s -> process.apply(s).mounts())
                .keyed(
                        "mount",
                        "the mount at exactly this path, as it sees it",
                        () -> MOUNT,
                        (s, path) -> at(process.apply(s), path));
    }

    /** The topmost mount at a path: the one that no other mount at the same path sits on. */
    static Found<MountEntry> at(ProcessView process, String path) {
        String target = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return process.mounts()
                .then(mounts -> topmost(mounts, target)
                        .map(mount -> Found.here(mount, process.path("mountinfo")))
                        .orElseGet(() ->
                                Found.absent("nothing is mounted at '" + target + "'", process.path("mountinfo"))));
    }

    private static Optional<MountEntry> topmost(List<MountEntry> mounts, String target) {
        List<MountEntry> there =
                mounts.stream().filter(m -> m.target().equals(target)).toList();
        return there.stream()
                .filter(m -> there.stream().noneMatch(other -> other != m && other.parent() == m.id()))
                .findFirst();
    }

    private static Function<MountEntry, Reading> of(Function<MountEntry, Object> field) {
        return mount -> Read.value(field.apply(mount), "");
    }
}
