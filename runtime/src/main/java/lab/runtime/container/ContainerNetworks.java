package lab.runtime.container;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import lab.runtime.kernel.Kernel;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.network.Endpoint;
import lab.runtime.network.LinkQuality;
import lab.runtime.network.NetworkNamespaces;
import lab.runtime.network.Networks;
import lab.runtime.network.Rtnetlink;
import org.jspecify.annotations.Nullable;

/** Containers and networks: who is where, and what {@code /etc/hosts} says about it. */
public final class ContainerNetworks {

    private final Networks networks;
    private final Path containers;

    ContainerNetworks(Networks networks, Path containers) {
        this.networks = networks;
        this.containers = containers;
    }

    /** The networks. */
    Networks networks() {
        return networks;
    }

    /** The pid of the process that holds the networks, which is started if it does not run. */
    int holder() throws IOException {
        return networks.start();
    }

    /** Takes the places that a container wants; those it had before are given up. */
    List<Endpoint> take(String id, String name, ContainerSpec spec) throws IOException {
        var wanted = spec.network();
        if (!wanted.joined()) {
            return List.of();
        }
        networks.release(id, null);
        return List.of(networks.take(
                id, name, wanted.network(), wanted.addresses(), wanted.aliases(), wanted.link(), wanted.ports()));
    }

    /** What a container just starting and the JVM agree on its network with. */
    @Nullable
    Plug plug(List<Endpoint> places) throws IOException {
        return places.isEmpty() ? null : Plug.of(networks, places);
    }

    /** All that a container can find by name. */
    List<Endpoint> seenBy(List<Endpoint> places) throws IOException {
        var all = new ArrayList<Endpoint>();
        for (var place : places) {
            all.addAll(networks.endpoints(networks.get(place.network())));
        }
        return all;
    }

    /** Tells all others in a container's networks that it has come. */
    void announce(List<Endpoint> places) throws IOException {
        renew(places.stream().map(Endpoint::network).toList());
    }

    /** Joins a running container to one more network. */
    public void connect(ContainerStatus container, String network, List<InetAddress> addresses, List<String> aliases)
            throws IOException {
        if (!container.running()) {
            throw new ContainerException("container " + container.name() + " is not running", 1, null);
        }
        if (!container.spec().namespaces().owns(NamespaceType.NET)) {
            throw new ContainerException(
                    "container " + container.name() + " has no network namespace of its own to be joined", 1, null);
        }
        if (Kernel.get().geteuid() != 0) {
            throw new ContainerException(
                    "only root can join a container that runs already: start it with --net " + network, 1, null);
        }
        var place = networks.take(
                container.id(), container.name(), network, addresses, aliases, LinkQuality.PERFECT, List.of());
        try (var namespace = NetworkNamespaces.of(container.pid().orElseThrow())) {
            networks.connect(List.of(place), NetworkNamespaces.in(namespace, Rtnetlink::socket));
        } catch (IOException e) {
            networks.release(container.id(), networks.get(network));
            throw e;
        }
        announce(List.of(place));
    }

    /** Takes a container out of one network. */
    public void disconnect(ContainerStatus container, String network) throws IOException {
        var from = networks.get(network);
        if (networks.endpoints(from).stream().noneMatch(p -> p.container().equals(container.id()))) {
            throw new ContainerException(
                    "container " + container.name() + " is not connected to network " + from.name(), 1, null);
        }
        networks.release(container.id(), from);
        renew(List.of(from.id()));
        renew(container.id(), networks.all().values());
    }

    /** Takes a container out of its networks. */
    void release(String id) throws IOException {
        var places = networks.of(id);
        if (!places.isEmpty()) {
            networks.release(id, null);
            announce(places);
        }
    }

    /** Writes the hosts files of all containers in some networks anew. */
    private void renew(List<String> changed) throws IOException {
        var all = networks.all();
        for (var network : all.keySet()) {
            if (changed.contains(network.id())) {
                for (var place : all.getOrDefault(network, List.of())) {
                    renew(place.container(), all.values());
                }
            }
        }
    }

    /** A container finds all who are in one of its networks. */
    private void renew(String container, Collection<List<Endpoint>> all) throws IOException {
        var seen = all.stream()
                .filter(places -> places.stream().anyMatch(p -> p.container().equals(container)))
                .flatMap(List::stream)
                .toList();
        HostsFile.renew(containers.resolve(container).resolve("hosts"), seen);
    }

    /** Removes what containers left that are no more. */
    void sweep() throws IOException {
        networks.sweep(id -> Files.isDirectory(containers.resolve(id)));
    }
}
