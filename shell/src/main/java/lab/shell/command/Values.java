package lab.shell.command;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import lab.runtime.container.Capability;
import lab.runtime.container.Ulimit;

/** The values of options that Tab offers. One that ends in a colon goes on with a container's name, one that ends in {@code =} with a value. */
abstract sealed class Values implements Iterable<String> {

    private final List<String> values;

    private Values(Stream<String> values) {
        this.values = values.toList();
    }

    @Override
    public Iterator<String> iterator() {
        return values.iterator();
    }

    /** A namespace that is the host's or another container's. */
    static final class Shared extends Values {
        Shared() {
            super(Stream.of("host", "container:"));
        }
    }

    /** A network namespace. */
    static final class Network extends Values {
        Network() {
            super(Stream.of("none", "host", "bridge", "container:"));
        }
    }

    /** An IPC or cgroup namespace. */
    static final class Private extends Values {
        Private() {
            super(Stream.of("private", "host", "container:"));
        }
    }

    /** Clocks. */
    static final class Clocks extends Values {
        Clocks() {
            super(Stream.of("boottime=", "monotonic="));
        }
    }

    /** Capabilities as Docker names them. */
    static final class Capabilities extends Values {
        Capabilities() {
            super(Stream.concat(
                    Stream.of("ALL"),
                    Stream.of(Capability.values()).map(c -> c.name().substring("CAP_".length()))));
        }
    }

    /** Security options. */
    static final class Security extends Values {
        Security() {
            super(Stream.of("seccomp=unconfined", "seccomp=builtin", "no-new-privileges"));
        }
    }

    /** Resource limits. */
    static final class Limits extends Values {
        Limits() {
            super(Ulimit.names().stream().map(name -> name + "="));
        }
    }

    /** Signals. */
    static final class SignalNames extends Values {
        SignalNames() {
            super(Signals.names().stream());
        }
    }
}
