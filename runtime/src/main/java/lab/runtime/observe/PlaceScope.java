package lab.runtime.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.ContainerStatus;
import lab.runtime.container.Containers;

/**
 * The place of a lab shell: the containers that carry its label, and the commands that this shell runs in them.
 */
public final class PlaceScope implements Scope {
    private final Containers containers;
    private final String place;

    /**
     * A place.
     *
     * @param containers all containers of this user
     * @param place the value of the label {@value ContainerSpec#PLACE}
     */
    public PlaceScope(Containers containers, String place) {
        this.containers = containers;
        this.place = place;
    }

    @Override
    public List<ContainerSight> containers() {
        return statuses().stream().map(this::sight).toList();
    }

    @Override
    public List<ProcessId> roots() {
        List<ContainerSight> sights = containers();
        List<ProcessId> roots = new ArrayList<>(Joined.roots(sights));
        sights.forEach(sight -> sight.monitor().ifPresent(roots::add));
        return roots;
    }

    @Override
    public Optional<ProcessId> networks() {
        try {
            return process(containers.networks().holder().map(OptionalInt::of).orElseGet(OptionalInt::empty));
        } catch (IOException e) {
            throw new UncheckedIOException("the networks can't be listed: " + e.getMessage(), e);
        }
    }

    private ContainerSight sight(ContainerStatus status) {
        return new ContainerSight(
                status.name(),
                status.id(),
                status.spec().image(),
                status.state().shown(),
                process(status.pid()),
                process(status.monitor()),
                status.exitCode(),
                status.cgroup(),
                containers.paths().containers().resolve(status.id()).toString());
    }

    private List<ContainerStatus> statuses() {
        try {
            return containers.list().stream()
                    .filter(status -> place.equals(status.spec().labels().get(ContainerSpec.PLACE)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the containers of this place can't be listed: " + e.getMessage(), e);
        }
    }

    private static Optional<ProcessId> process(OptionalInt pid) {
        return pid.isPresent() && ProcessView.now(pid.getAsInt()) instanceof Found.Here<ProcessView> here
                ? Optional.of(here.subject().id())
                : Optional.empty();
    }
}
