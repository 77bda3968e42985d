package lab.runtime.container;

import java.io.IOException;

/** Freezes a container's cgroup and thaws it. */
final class PauseContainer {

    private PauseContainer() {}

    static void pause(ContainerStatus status) throws IOException {
        if (status.state() == State.PAUSED) {
            throw new ContainerException("container " + status.name() + " is already paused", 1, null);
        }
        status.cgroup().freeze(true);
    }

    static void unpause(ContainerStatus status) throws IOException {
        if (status.state() != State.PAUSED) {
            throw new ContainerException("container " + status.name() + " is not paused", 1, null);
        }
        status.cgroup().freeze(false);
    }
}
