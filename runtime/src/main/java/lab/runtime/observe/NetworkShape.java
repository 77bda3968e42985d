package lab.runtime.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lab.runtime.network.Addresses;
import lab.runtime.network.Link;
import lab.runtime.network.Neighbours;
import lab.runtime.network.Nftables;
import lab.runtime.network.Qdiscs;
import lab.runtime.network.Routes;

/** The facts of a network, as one process's network namespace has it. */
final class NetworkShape {
    /** All facts of an interface. */
    static final Shape<Interface> INTERFACE = interfaces();

    /** A route. */
    private static final Shape<Named<Routes.Route>> ROUTE = Shape.<Named<Routes.Route>>of("route")
            .leaf(
                    "to",
                    Kind.TEXT,
                    "where it leads: a network, or default",
                    r -> Read.value(
                            r.value().isDefault() ? "default" : r.value().to().toString(), ""))
            .leaf(
                    "via",
                    Kind.TEXT,
                    "the gateway, empty for what is reached directly",
                    r -> Read.value(
                            r.value().gateway().map(g -> g.getHostAddress()).orElse(""), ""))
            .leaf("device", Kind.TEXT, "the interface it goes out by", r -> Read.value(r.link(), ""))
            .build();

    /** A neighbour. */
    private static final Shape<Named<Neighbours.Neighbour>> NEIGHBOUR = Shape.<Named<Neighbours.Neighbour>>of(
                    "neighbour")
            .leaf(
                    "address",
                    Kind.TEXT,
                    "its address",
                    n -> Read.value(n.value().address().getHostAddress(), ""))
            .leaf(
                    "mac",
                    Kind.TEXT,
                    "its hardware address, empty if unknown",
                    n -> Read.value(n.value().mac(), ""))
            .leaf(
                    "state",
                    Kind.TEXT,
                    "reachable, stale, failed and so on",
                    n -> Read.value(n.value().state(), ""))
            .leaf("device", Kind.TEXT, "the interface it was found by", n -> Read.value(n.link(), ""))
            .build();

    /** A queue. */
    private static final Shape<Named<Qdiscs.Qdisc>> QDISC = Shape.<Named<Qdiscs.Qdisc>>of("qdisc")
            .leaf("device", Kind.TEXT, "the interface it lies in front of", q -> Read.value(q.link(), ""))
            .leaf(
                    "kind",
                    Kind.TEXT,
                    "tbf, netem, noqueue and so on",
                    q -> Read.value(q.value().kind(), ""))
            .leaf(
                    "rate",
                    Kind.NUMBER,
                    "bytes a second, 0 if not limited",
                    q -> Read.value(q.value().rate(), ""))
            .leaf("delay", Kind.NUMBER, "nanoseconds", q -> Read.value(q.value().delay(), ""))
            .leaf(
                    "lossPercent",
                    Kind.NUMBER,
                    "how much it loses",
                    q -> Read.value(Math.round(100 * q.value().loss()), ""))
            .build();

    /** A rule of nftables. */
    static final Shape<Nftables.Rule> RULE = Shape.<Nftables.Rule>of("rule")
            .leaf("table", Kind.TEXT, "its table", r -> Read.value(r.table(), ""))
            .leaf("chain", Kind.TEXT, "its chain", r -> Read.value(r.chain(), ""))
            .leaf("action", Kind.TEXT, "masquerade, dnat, snat, drop, accept …", r -> Read.value(r.action(), ""))
            .leaf("port", Kind.NUMBER, "the port packets must be for, 0 if any", r -> Read.value((long) r.port(), ""))
            .leaf("source", Kind.TEXT, "the network they must come from", r -> Read.value(r.source(), ""))
            .leaf("to", Kind.TEXT, "where dnat sends them", r -> Read.value(r.to(), ""))
            .leaf("packets", Kind.NUMBER, "how many it has counted", r -> Read.value(r.packets(), ""))
            .leaf("bytes", Kind.NUMBER, "how many bytes these had", r -> Read.value(r.bytes(), ""))
            .build();

    private NetworkShape() {}

    private static Shape<Interface> interfaces() {
        return Shape.<Interface>of("interface")
                .exists("whether there is an interface of that name")
                .leaf("name", Kind.TEXT, "its name", i -> Read.value(i.name(), ""))
                .leaf("rxBytes", Kind.NUMBER, "bytes received", i -> Read.value(i.counter(0), ""))
                .leaf("rxPackets", Kind.NUMBER, "packets received", i -> Read.value(i.counter(1), ""))
                .leaf("txBytes", Kind.NUMBER, "bytes sent", i -> Read.value(i.counter(8), ""))
                .leaf("txPackets", Kind.NUMBER, "packets sent", i -> Read.value(i.counter(9), ""))
                .leaf("kind", Kind.TEXT, "veth, bridge and so on; empty for lo", i -> Read.of(i.link(), Link::kind))
                .leaf("index", Kind.NUMBER, "its number", i -> Read.of(i.link(), l -> (long) l.index()))
                .leaf("mac", Kind.TEXT, "its hardware address", i -> Read.of(i.link(), Link::mac))
                .leaf("mtu", Kind.NUMBER, "its largest packet", i -> Read.of(i.link(), l -> (long) l.mtu()))
                .leaf("up", Kind.FLAG, "whether it was set up", i -> Read.of(i.link(), Link::up))
                .leaf("running", Kind.FLAG, "whether both ends are up", i -> Read.of(i.link(), Link::running))
                .leaf(
                        "peer",
                        Kind.NUMBER,
                        "the number of its other end, 0 if none",
                        i -> Read.of(i.link(), l -> (long) l.peer().orElse(0)))
                .leaf(
                        "peerElsewhere",
                        Kind.FLAG,
                        "whether that lies in another namespace",
                        i -> Read.of(i.link(), l -> l.peerNamespace().isPresent()))
                .leaf("master", Kind.TEXT, "the bridge it is a port of, empty if none", Interface::master)
                .leaf("addresses", Kind.TEXTS, "its addresses, as 10.0.0.2/24", Interface::addresses)
                .build();
    }

    /** Adds {@code interfaces}, {@code interface(name)}, {@code routes}, {@code neighbours}, {@code qdiscs}, {@code rules}, {@code listening} and {@code counter(name)}. */
    static <S> ShapeBuilder<S> addTo(ShapeBuilder<S> shape, Function<S, ProcessView> process) {
        shape.many("interfaces", "the network interfaces it sees", () -> INTERFACE, s -> all(process.apply(s)))
                .keyed(
                        "interface",
                        "the network interface of this name",
                        () -> INTERFACE,
                        (s, name) -> named(process.apply(s), name))
                .many(
                        "routes",
                        "the routes it has",
                        () -> ROUTE,
                        s -> process.apply(s)
                                .network()
                                .map(n -> n.routes().stream()
                                        .map(r -> new Named<>(
                                                r, n.linkName(r.link().orElse(0))))
                                        .toList()))
                .many(
                        "neighbours",
                        "the neighbours it knows",
                        () -> NEIGHBOUR,
                        s -> process.apply(s)
                                .network()
                                .map(n -> n.neighbours().stream()
                                        .map(r -> new Named<>(r, n.linkName(r.link())))
                                        .toList()))
                .many(
                        "qdiscs",
                        "the queues before its interfaces",
                        () -> QDISC,
                        s -> process.apply(s)
                                .network()
                                .map(n -> n.qdiscs().stream()
                                        .map(q -> new Named<>(q, n.linkName(q.link())))
                                        .toList()))
                .many(
                        "rules",
                        "the rules of nftables it is under",
                        () -> RULE,
                        s -> process.apply(s).network().map(NetworkView::rules));
        return SocketShape.addTo(shape, process);
    }

    /** Something that belongs to an interface. */
    private record Named<T>(T value, String link) {}

    private static Found<List<Interface>> all(ProcessView process) {
        return process.text("net/dev").map(text -> Interface.parseAll(text, process));
    }

    private static Found<Interface> named(ProcessView process, String name) {
        return all(process)
                .then(interfaces -> interfaces.stream()
                        .filter(i -> i.name().equals(name))
                        .findFirst()
                        .map(i -> Found.here(i, process.path("net/dev")))
                        .orElseGet(
                                () -> Found.absent("there is no interface '" + name + "'", process.path("net/dev"))));
    }

    /**
     * One line of {@code /proc/PID/net/dev}.
     *
     * @param name the interface's name
     * @param counters the sixteen counters
     * @param process who sees it
     */
    record Interface(String name, List<Long> counters, ProcessView process) {
        static List<Interface> parseAll(String text, ProcessView process) {
            List<Interface> interfaces = new ArrayList<>();
            for (String line : text.split("\n")) {
                int colon = line.lastIndexOf(':');
                if (colon > 0) {
                    List<Long> counters = new ArrayList<>();
                    for (String number : line.substring(colon + 1).trim().split("\\s+")) {
                        counters.add(Long.parseUnsignedLong(number));
                    }
                    interfaces.add(new Interface(line.substring(0, colon).trim(), List.copyOf(counters), process));
                }
            }
            return List.copyOf(interfaces);
        }

        long counter(int column) {
            return counters.get(column);
        }

        /** What netlink tells of it. */
        Found<Link> link() {
            return process.network()
                    .then(network -> network.links().stream()
                            .filter(link -> link.name().equals(name))
                            .findFirst()
                            .map(link -> Found.here(link, network.source()))
                            .orElseGet(() -> Found.absent("the interface '" + name + "' is gone", network.source())));
        }

        Reading master() {
            return Read.of(process.network()
                    .then(network ->
                            link().map(link -> network.linkName(link.master().orElse(0)))));
        }

        Reading addresses() {
            return Read.of(process.network()
                    .then(network -> link().map(link -> network.addresses().stream()
                            .filter(address -> address.link() == link.index())
                            .map(Addresses.Address::prefix)
                            .map(Object::toString)
                            .toList())));
        }
    }
}
