package lab.shell.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lab.runtime.container.ContainerStatus;
import lab.runtime.container.Maker;
import lab.runtime.network.Networks;
import lab.runtime.observe.ContainerSight;
import lab.runtime.observe.Joined;
import lab.runtime.observe.ProcessId;
import lab.runtime.observe.Scope;

/** The scope of facts that some containers are: they themselves, all processes below their monitors, and what this shell runs in them. */
final class ContainerScope implements Scope {

    /** Lists containers. */
    interface Source {
        /** Those of this moment. */
        List<ContainerStatus> containers() throws IOException;
    }

    private final Source source;
    private final Path folder;
    private final Networks networks;
    private final boolean outside;

    /**
     * A scope.
     *
     * @param networks the networks of the containers
     * @param outside whether another shell works in it, so that what that one and others run in the containers has to be looked for
     */
    ContainerScope(Source source, Path folder, Networks networks, boolean outside) {
        this.source = source;
        this.folder = folder;
        this.networks = networks;
        this.outside = outside;
    }

    @Override
    public List<ContainerSight> containers() {
        try {
            return source.containers().stream().map(this::sight).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the containers cannot be listed: " + e.getMessage(), e);
        }
    }

    @Override
    public List<ProcessId> roots() {
        var sights = containers();
        var roots = new ArrayList<>(Joined.roots(sights));
        sights.forEach(container -> container.monitor().ifPresent(roots::add));
        return roots;
    }

    @Override
    public List<ProcessId> entered() {
        return outside ? Joined.all(containers()) : List.of();
    }

    @Override
    public Optional<ProcessId> networks() {
        try {
            return process(networks.holder().map(OptionalInt::of).orElseGet(OptionalInt::empty));
        } catch (IOException e) {
            throw new UncheckedIOException("the networks cannot be listed: " + e.getMessage(), e);
        }
    }

    private ContainerSight sight(ContainerStatus container) {
        return new ContainerSight(
                Place.isWorkbench(container) ? Scope.WORKBENCH : container.name(),
                container.id(),
                container.spec().image(),
                container.state().shown(),
                process(container.pid()),
                process(container.monitor()),
                container.exitCode(),
                container.cgroup(),
                folder.resolve(container.id()).toString());
    }

    private static Optional<ProcessId> process(OptionalInt pid) {
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        try {
            var maker = Maker.of(pid.getAsInt());
            return Optional.of(new ProcessId(maker.pid(), maker.start()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
