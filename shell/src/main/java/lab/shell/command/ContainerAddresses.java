package lab.shell.command;

import java.io.IOException;
import java.net.InetAddress;
import lab.runtime.container.Containers;
import lab.runtime.namespace.NamespaceType;
import lab.shell.load.Target;
import org.jspecify.annotations.Nullable;

/** The addresses at which containers can be reached from here. */
final class ContainerAddresses implements Target.Addresses {

    private final Containers containers;

    ContainerAddresses(Containers containers) {
        this.containers = containers;
    }

    @Override
    public @Nullable InetAddress of(String name) throws IOException {
        var found = containers.find(name);
        if (found.isEmpty() || !found.get().running()) {
            return null;
        }
        if (found.get().spec().namespaces().host(NamespaceType.NET)) {
            return InetAddress.getLoopbackAddress();
        }
        throw new IOException("container " + found.get().name() + " has no network that leads there");
    }

    @Override
    public boolean contains(InetAddress address) {
        return false;
    }
}
