package lab.runtime.network;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.FileLock;
import lab.runtime.kernel.Kernel;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.IdMaps;
import org.jspecify.annotations.Nullable;

/**
 * The networks of this user. All state is in files and in the kernel; what is made in the kernel is made when the first container is joined
 * to a network, and goes with the last one.
 */
public final class Networks implements AutoCloseable {

    private final Path folder;
    private final NetworkStore store;
    private final @Nullable IdMap map;

    /**
     * The networks kept in a folder.
     *
     * @param folder where; it is made with the first network
     * @param map the ids of the user namespace that holds them; null for root
     */
    Networks(Path folder, @Nullable IdMap map) {
        this.folder = folder;
        this.store = new NetworkStore(folder);
        this.map = map;
    }

    /** The networks of this user, kept below a folder. */
    public static Networks in(Path runtime) throws IOException {
        var map = Kernel.get().geteuid() == 0 ? null : new IdMaps(Path.of("/etc")).choose();
        return new Networks(runtime.resolve("networks"), map);
    }

    /** All networks, the default one first. */
    public List<Network> list() throws IOException {
        return locked(() -> {
            var all = new ArrayList<>(store.networks());
            var first = all.stream().filter(Network::isDefault).findFirst();
            if (first.isEmpty()) {
                all.add(0, make(NewNetwork.named(Network.DEFAULT), all));
            } else {
                all.remove(first.get());
                all.add(0, first.get());
            }
            return all;
        });
    }

    /**
     * A network by its name, its id or the start of its id.
     *
     * @throws NetworkException if there is none
     */
    public Network get(String nameOrId) throws IOException {
        return find(nameOrId)
                .orElseThrow(() ->
                        new NetworkException("network " + nameOrId + " not found: `network ls` lists those there are"));
    }

    private Optional<Network> find(String nameOrId) throws IOException {
        var all = list();
        var named = all.stream().filter(n -> n.name().equals(nameOrId)).findFirst();
        return named.isPresent() || nameOrId.isEmpty()
                ? named
                : all.stream().filter(n -> n.id().startsWith(nameOrId)).findFirst();
    }

    /** Makes one; nothing of it is in the kernel before a container is joined to it. */
    public Network create(NewNetwork wanted) throws IOException {
        Network.checkName(wanted.name());
        if (List.of("host", "none", "private", "container").contains(wanted.name())) {
            throw new NetworkException("\"" + wanted.name() + "\" is a word of --net and cannot be a network's name");
        }
        var all = list();
        return locked(() -> {
            if (store.networks().stream().anyMatch(n -> n.name().equals(wanted.name()))) {
                throw new NetworkException("network with name " + wanted.name() + " already exists");
            }
            return make(wanted, all);
        });
    }

    private Network make(NewNetwork wanted, List<Network> others) throws IOException {
        var used = new ArrayList<Prefix>();
        others.forEach(network -> used.addAll(network.subnets()));
        try (var host = Rtnetlink.open()) {
            host.routes().list().stream()
                    .map(Routes.Route::to)
                    .filter(to -> to.length() > 0)
                    .forEach(used::add);
        }
        var id = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
        var network = new AddressPlan(used).network(id, wanted, Instant.now());
        store.write(network);
        return network;
    }

    /**
     * Removes one.
     *
     * @throws NetworkException if containers are joined to it, or it is the default one
     */
    public void remove(String nameOrId) throws IOException {
        var network = get(nameOrId);
        if (network.isDefault()) {
            throw new NetworkException("the network " + network.name() + " is always there and cannot be removed");
        }
        locked(() -> {
            var joined = store.endpoints(network);
            if (!joined.isEmpty()) {
                throw new NetworkException("network " + network.name() + " has active endpoints: "
                        + String.join(", ", joined.stream().map(Endpoint::name).toList())
                        + "; remove or disconnect these containers first");
            }
            forget(network);
            return network;
        });
    }

    /** The places of containers in a network. */
    public List<Endpoint> endpoints(Network network) throws IOException {
        return store.endpoints(network);
    }

    /** The places of one container, in the order of its interfaces. */
    public List<Endpoint> of(String container) throws IOException {
        var all = new ArrayList<Endpoint>();
        for (var network : store.networks()) {
            store.endpoints(network).stream()
                    .filter(e -> e.container().equals(container))
                    .forEach(all::add);
        }
        all.sort(Comparator.comparing(Endpoint::interfaceName));
        return all;
    }

    /**
     * Takes a place in a network for a container and writes it down.
     *
     * @param wanted the addresses that it shall have
     */
    public Endpoint take(
            String container,
            String name,
            String network,
            List<InetAddress> wanted,
            List<String> aliases,
            LinkQuality quality,
            List<Port> ports)
            throws IOException {
        var joined = get(network);
        return locked(() -> {
            var others = store.endpoints(joined);
            if (others.stream().anyMatch(e -> e.container().equals(container))) {
                throw new NetworkException("container " + name + " is in network " + joined.name() + " already");
            }
            var taken = others.stream()
                    .flatMap(e -> e.addresses().stream())
                    .map(Prefix::address)
                    .toList();
            var addresses = new ArrayList<Prefix>();
            for (var i = 0; i < joined.subnets().size(); i++) {
                var subnet = joined.subnets().get(i);
                var own = wanted.stream()
                        .filter(a -> a.getAddress().length == subnet.address().getAddress().length)
                        .findFirst();
                addresses.add(AddressPlan.address(subnet, joined.gateways().get(i), taken, own.orElse(null)));
            }
            var given = HostPorts.assign(ports, published());
            var link = "eth" + freeInterface(container);
            var endpoint = new Endpoint(joined.id(), container, name, link, addresses, aliases, quality, given);
            store.write(endpoint);
            return endpoint;
        });
    }

    private List<Port> published() throws IOException {
        return all().values().stream()
                .flatMap(List::stream)
                .flatMap(place -> place.ports().stream())
                .toList();
    }

    private int freeInterface(String container) throws IOException {
        var names = of(container).stream().map(Endpoint::interfaceName).toList();
        var number = 0;
        while (names.contains("eth" + number)) {
            number++;
        }
        return number;
    }

    /**
     * Lays the cables of a container's places, gives them their addresses and routes.
     *
     * @param netlink an rtnetlink socket that was made in the container's network namespace
     */
    public void connect(List<Endpoint> places, Fd netlink) throws IOException {
        locked(() -> {
            try (var inside = Rtnetlink.of(netlink);
                    var router = router()) {
                for (var place : places) {
                    var network = get(place);
                    if (new Cable(router, network, place).lay(inside, place.equals(places.get(0)))
                            || !place.ports().isEmpty()) {
                        apply(router);
                    }
                }
            }
            return places;
        });
    }

    /** Puts the rules in place, and the way out if a network has one. */
    private void apply(Router router) throws IOException {
        var all = all();
        var bridges = router.route().links().list().stream().map(Link::name).toList();
        all.keySet().removeIf(network -> !bridges.contains(network.bridge()));
        RouterRules.apply(router, all);
        var uplink = Router.uplink(folder);
        if (uplink.isPresent()
                && (Uplink.laid(uplink.get()) || all.keySet().stream().anyMatch(network -> !network.internal()))) {
            Uplink.apply(router, uplink.get(), all);
        }
    }

    /** All networks with the places in them, read once. */
    public Map<Network, List<Endpoint>> all() throws IOException {
        var all = new LinkedHashMap<Network, List<Endpoint>>();
        for (var network : store.networks()) {
            all.put(network, store.endpoints(network));
        }
        return all;
    }

    private Network get(Endpoint place) throws IOException {
        return store.networks().stream()
                .filter(n -> n.id().equals(place.network()))
                .findFirst()
                .orElseThrow(() -> new NetworkException("the network of " + place.name() + " was removed"));
    }

    private Router router() throws IOException {
        var running = Router.find(folder);
        return running.isPresent() ? running.get() : Router.start(folder, map);
    }

    /** Takes a container out of all its networks, or out of one. */
    public void release(String container, @Nullable Network from) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        locked(() -> {
            for (var place : of(container)) {
                if (from == null || place.network().equals(from.id())) {
                    remove(place);
                }
            }
            return container;
        });
    }

    /** Removes the places of containers that are no more. */
    public void sweep(Predicate<String> exists) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        locked(() -> {
            for (var network : store.networks()) {
                for (var place : store.endpoints(network)) {
                    if (!exists.test(place.container())) {
                        remove(place);
                    }
                }
            }
            endIfUnused();
            return folder;
        });
    }

    private void remove(Endpoint place) throws IOException {
        store.remove(place);
        var router = Router.find(folder);
        if (router.isPresent()) {
            try (var open = router.get()) {
                open.route().links().delete(place.port());
                if (!place.ports().isEmpty()) {
                    apply(open);
                }
            }
        }
    }

    /** A bridge stays until its network is removed, or no container has a network at all: it takes longer to make than a container. */
    private void forget(Network network) throws IOException {
        store.remove(network);
        var router = Router.find(folder);
        if (router.isPresent()) {
            try (var open = router.get()) {
                open.route().links().delete(network.bridge());
                apply(open);
            }
        }
    }

    /**
     * Lets go of the kernel's part of the networks, unless a container is in one. As long as a process works with networks it keeps it, since
     * it takes longer to make than a container.
     */
    @Override
    public void close() throws IOException {
        if (Files.isDirectory(folder)) {
            locked(() -> {
                endIfUnused();
                return folder;
            });
        }
    }

    /** The router goes when no container has a place any more. */
    private void endIfUnused() throws IOException {
        for (var network : store.networks()) {
            if (!store.endpoints(network).isEmpty()) {
                return;
            }
        }
        Router.end(folder);
    }

    /** The pid of the process that holds the networks, which is started if it does not run. */
    public int start() throws IOException {
        return locked(() -> {
            try (var router = router()) {
                return router.pid();
            }
        });
    }

    /** Removes the networks without containers that carry a label. */
    public void removeLabelled(Predicate<Map<String, String>> labels) throws IOException {
        if (Files.isDirectory(folder)) {
            locked(() -> {
                for (var network : store.networks()) {
                    if (labels.test(network.labels())
                            && store.endpoints(network).isEmpty()) {
                        forget(network);
                    }
                }
                return folder;
            });
        }
    }

    /** The pid of the process that holds the networks, if there is one. */
    public Optional<Integer> holder() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        var router = Router.find(folder);
        router.ifPresent(Router::close);
        return router.map(Router::pid);
    }

    private <T> T locked(FileLock.Action<T> action) throws IOException {
        Files.createDirectories(folder);
        return FileLock.holding(folder, action);
    }
}
