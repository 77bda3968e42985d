package lab.runtime.network;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/*
 * The only part of root's networks that lies in the host's namespace: one cable into the router's, a table of rules of the cable's name, and
 * the switch that lets the host pass packets on.
 *
 * The switch is the host's own. The cable's name says what it was before: labf..., it was off, labu..., it was on. Whoever takes the last
 * labf cable away sets it off again; cables go with the router's namespace, so after a crash the count is right, too. While it is on because of
 * us, the table drops what neither comes from nor goes to a cable of ours: the host passes on no more than it did.
 */
/** Root's way out of the namespace that holds the networks. */
final class Uplink {

    private static final Path FORWARD = Path.of("/proc/sys/net/ipv4/ip_forward");
    private static final String WAS_OFF = "labf";
    private static final String WAS_ON = "labu";
    private static final Prefix LOOPBACK = Prefix.parse("127.0.0.0/8");
    private static final int PLACES = 256;

    private Uplink() {}

    /** The name that the cable of a router shall have, of whose name the last eight characters make it one of a kind. */
    static String name(String router) throws IOException {
        try (var host = Rtnetlink.open()) {
            var off = forwarding().equals("0")
                    || host.links().list().stream().anyMatch(l -> l.name().startsWith(WAS_OFF));
            return (off ? WAS_OFF : WAS_ON) + router.substring(router.length() - 8);
        }
    }

    /** Lays the cable if it is not there, and puts the rules for the published ports in place. */
    static void apply(Router router, String name, Map<Network, List<Endpoint>> networks) throws IOException {
        try (var host = Rtnetlink.open()) {
            var there = host.links().find(name);
            var near = there.isPresent() ? there.get() : lay(host, router, name);
            var own = host.addresses().list().stream()
                    .filter(a -> a.link() == near.index() && !a.prefix().six())
                    .findFirst()
                    .orElseThrow(() -> new NetworkException("the cable " + name + " has lost its address"))
                    .prefix();
            var far = far(own);
            routes(host, near, far, networks);
            rules(name, own, far, networks);
            if (name.startsWith(WAS_OFF) && forwarding().equals("0")) {
                Files.writeString(FORWARD, "1");
            }
        } catch (NetlinkException e) {
            throw new NetworkException("no way out of the networks: " + e.getMessage(), e);
        }
    }

    /** Whether the cable is there. */
    static boolean laid(String name) throws IOException {
        try (var host = Rtnetlink.open()) {
            return host.links().find(name).isPresent();
        }
    }

    /** The host reaches each network that has a way out by its router, and no other. */
    private static void routes(Rtnetlink host, Link near, Prefix far, Map<Network, List<Endpoint>> networks)
            throws IOException {
        var wanted = networks.keySet().stream()
                .filter(network -> !network.internal())
                .map(network ->
                        new Routes.Route(network.subnet(), Optional.of(far.address()), OptionalInt.of(near.index())))
                .toList();
        for (var route : host.routes().list()) {
            if (route.link().equals(OptionalInt.of(near.index()))
                    && route.gateway().isPresent()
                    && !wanted.contains(route)) {
                host.routes().delete(route);
            }
        }
        for (var route : wanted) {
            host.routes().replace(route);
        }
    }

    private static Link lay(Rtnetlink host, Router router, String name) throws IOException {
        var own = free(host);
        var near = host.links().add(new NewLink.Veth(name, RouterRules.UPLINK, router.namespace()));
        host.addresses().add(near, own);
        host.links().up(near);
        Files.writeString(Path.of("/proc/sys/net/ipv4/conf", name, "route_localnet"), "1");
        var inside = router.route();
        var end = inside.links().get(RouterRules.UPLINK);
        inside.addresses().add(end, far(own));
        inside.links().up(end);
        inside.routes().replace(Routes.Route.byDefault(own.address()));
        return near;
    }

    private static Prefix far(Prefix own) {
        return new Prefix(own.host(BigInteger.TWO), own.length());
    }

    /** A network for the two ends, of those that RFC 6598 keeps for a provider's own links, that the host has no route to. */
    private static Prefix free(Rtnetlink host) throws IOException {
        var routes = host.routes().list();
        for (var i = 0; i < PLACES; i++) {
            var network = Prefix.parse("100.127." + i + ".0/30");
            if (routes.stream().noneMatch(r -> !r.isDefault() && r.to().overlaps(network))) {
                return new Prefix(network.host(BigInteger.ONE), network.length());
            }
        }
        throw new NetworkException("no address is free for the way out: 100.127.0.0/16 is in use on this host");
    }

    private static void rules(String name, Prefix own, Prefix far, Map<Network, List<Endpoint>> networks)
            throws IOException {
        var table = new NftTable(name);
        table.rule(
                NftTable.Hook.POSTROUTING,
                new NftRule().notTo(name).source(own.network()).counter().masquerade());
        table.rule(
                NftTable.Hook.POSTROUTING,
                new NftRule().to(name).source(LOOPBACK).counter().masquerade());
        if (name.startsWith(WAS_OFF)) {
            table.rule(
                    NftTable.Hook.FORWARD,
                    new NftRule()
                            .notFrom(WAS_OFF + "*")
                            .notTo(WAS_OFF + "*")
                            .counter()
                            .drop());
        }
        for (var places : networks.values()) {
            for (var place : places) {
                for (var port : place.ports()) {
                    table.rule(NftTable.Hook.PREROUTING, published(port, far));
                    table.rule(NftTable.Hook.OUTPUT, published(port, far));
                }
            }
        }
        try (var socket = NftTable.socket()) {
            table.replace(socket);
        }
    }

    private static NftRule published(Port port, Prefix far) {
        var rule = new NftRule().four();
        if (port.host().isEmpty() || port.host().equals("0.0.0.0")) {
            rule.local();
        } else {
            rule.destination(Prefix.parse(port.host()));
        }
        return rule.port(port.udp(), port.hostPort()).counter().translate(far.address(), port.hostPort());
    }

    /** Takes all of it away, as far as it is there. */
    static void remove(String name) throws IOException {
        NftTable.remove(name);
        try (var host = Rtnetlink.open()) {
            host.links().delete(name);
            if (name.startsWith(WAS_OFF)
                    && host.links().list().stream().noneMatch(l -> l.name().startsWith(WAS_OFF))) {
                Files.writeString(FORWARD, "0");
            }
        }
    }

    private static String forwarding() throws IOException {
        return Files.readString(FORWARD, StandardCharsets.US_ASCII).strip();
    }
}
