package lab.runtime.container;

import java.io.IOException;
import java.util.Optional;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.namespace.NamespaceType;
import org.jspecify.annotations.Nullable;

/**
 * A running container's input, taken from its monitor; what it prints is read from its log. Any number of processes may be attached at
 * once.
 */
public final class Attachment implements AutoCloseable {

    private final ContainerStatus container;
    private final Fd monitor;
    private final @Nullable Fd input;

    private Attachment(ContainerStatus container, Fd monitor, @Nullable Fd input) {
        this.container = container;
        this.monitor = monitor;
        this.input = input;
    }

    static Attachment open(ContainerStatus container) throws IOException {
        if (!container.spec().namespaces().owns(NamespaceType.PID)) {
            throw new ContainerException(
                    "a container that shares its PID namespace keeps no output to attach to", 1, null);
        }
        var monitor = Kernel.get().pidfdOpen(container.monitor().orElseThrow());
        try {
            return new Attachment(container, monitor, input(container, monitor));
        } catch (ErrnoException e) {
            monitor.close();
            if (e.is(Errno.EBADF)) {
                throw new ContainerException(
                        "container " + container.name() + " has its terminal in another lab, which shows it already",
                        1,
                        e);
            }
            throw e;
        }
    }

    private static @Nullable Fd input(ContainerStatus container, Fd monitor) throws ErrnoException {
        if (container.spec().terminal()) {
            return Kernel.get().pidfdGetfd(monitor, LogCalls.SOURCE);
        }
        return container.spec().stdin() ? Kernel.get().pidfdGetfd(monitor, 0) : null;
    }

    /** The container. */
    public ContainerStatus container() {
        return container;
    }

    /** Where keys go: its terminal, or the pipe that it reads; nothing if it reads nothing. */
    public Optional<Fd> input() {
        return Optional.ofNullable(input);
    }

    /** A descriptor that becomes readable when it has ended. */
    public Fd ended() {
        return monitor;
    }

    @Override
    public void close() {
        monitor.close();
        if (input != null) {
            input.close();
        }
    }
}
