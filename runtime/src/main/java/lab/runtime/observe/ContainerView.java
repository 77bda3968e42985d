package lab.runtime.observe;

import java.util.OptionalLong;

/** One container during one look. */
final class ContainerView {
    private final ContainerSight sight;
    private final Look look;

    ContainerView(ContainerSight sight, Look look) {
        this.sight = sight;
        this.look = look;
    }

    ContainerSight sight() {
        return sight;
    }

    /** The container's first process, while it lives. */
    Found<ProcessView> init() {
        if (sight.init().isPresent()) {
            return look.view(sight.init().get()).alive();
        }
        String ended = sight.exitCode().isPresent()
                ? "has exited with code " + sight.exitCode().getAsInt()
                : "has no process, its state is " + sight.state();
        return Found.absent("container '" + sight.name() + "' " + ended, sight.source());
    }

    /** The cgroups of its first process, and after its end those that were made for it, with all they have counted. */
    Found<CgroupView> cgroup() {
        return sight.init().isPresent() ? init().then(CgroupView::of) : CgroupView.of(sight.cgroup(), sight.source());
    }

    /** A cgroup below those that were made for it. */
    Found<CgroupView> below(String name) {
        return CgroupView.of(sight.cgroup(), sight.source()).then(cgroup -> cgroup.below(name));
    }

    /** Its exit code, once it has one. */
    OptionalLong exitCode() {
        return sight.exitCode().isPresent() ? OptionalLong.of(sight.exitCode().getAsInt()) : OptionalLong.empty();
    }

    /** The pid of its monitor, while that lives. */
    OptionalLong monitorPid() {
        return sight.monitor().map(id -> OptionalLong.of(id.pid())).orElseGet(OptionalLong::empty);
    }
}
