package lab.runtime.network;

import java.io.IOException;
import lab.runtime.kernel.Errno;

/** The cable between a container and the bridge of a network. */
final class Cable {

    private static final int BURST = 16 * 1024;
    private static final int BURSTS = 250;
    private static final int QUEUE_MILLIS = 50;

    private final Router router;
    private final Network network;
    private final Endpoint place;

    Cable(Router router, Network network, Endpoint place) {
        this.router = router;
        this.network = network;
        this.place = place;
    }

    /**
     * Lays it. Both ends are made in one request, each where it belongs: neither ever lies in the host's namespace. The request is made over
     * the router's socket, whose maker has a say over both namespaces.
     *
     * @param inside the container's network namespace
     * @param first whether it is the container's first one, by which its default route goes
     * @return whether the network's bridge was made for it
     */
    boolean lay(Rtnetlink inside, boolean first) throws IOException {
        var links = router.route().links();
        var there = links.find(network.bridge());
        var bridge = there.isPresent() ? there.get() : bridge();
        try (var namespace = inside.namespace()) {
            var port = links.add(new NewLink.Veth(place.port(), place.interfaceName(), namespace));
            links.plug(port, bridge);
            if (place.quality().disturbed()) {
                disturb(port);
            }
        }
        var end = inside.links().get(place.interfaceName());
        for (var address : place.addresses()) {
            inside.addresses().add(end, address);
        }
        inside.links().up(end);
        if (place.quality().rate() > 0) {
            var burst = (int) Math.max(BURST, place.quality().rate() / BURSTS);
            inside.qdiscs().limit(end, place.quality().rate(), burst, QUEUE_MILLIS);
        }
        if (first && !network.internal()) {
            for (var gateway : network.gateways()) {
                inside.routes().replace(Routes.Route.byDefault(gateway));
            }
        }
        return there.isEmpty();
    }

    private void disturb(Link port) throws IOException {
        try {
            router.route()
                    .qdiscs()
                    .disturb(
                            port,
                            place.quality().delayMicros() * 1000,
                            place.quality().loss());
        } catch (NetlinkException e) {
            if (e.is(Errno.ENOENT)) {
                throw new NetworkException(
                        "this kernel cannot delay or lose packets: it has no netem (CONFIG_NET_SCH_NETEM, or "
                                + "`modprobe sch_netem` as root)",
                        e);
            }
            throw e;
        }
    }

    private Link bridge() throws IOException {
        var links = router.route().links();
        var bridge = links.add(new NewLink.Bridge(network.bridge()));
        for (var i = 0; i < network.subnets().size(); i++) {
            var address = new Prefix(
                    network.gateways().get(i), network.subnets().get(i).length());
            router.route().addresses().add(bridge, address);
        }
        links.up(bridge);
        return bridge;
    }
}
