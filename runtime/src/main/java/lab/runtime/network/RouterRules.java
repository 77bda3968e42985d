package lab.runtime.network;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The rules in the namespace that holds the networks: which traffic goes from where to where, and under which address. */
final class RouterRules {

    /** What the way out is called in there. */
    static final String UPLINK = "up0";

    private static final String BRIDGES = "lab*";

    private RouterRules() {}

    /** Puts them in place. */
    static void apply(Router router, Map<Network, List<Endpoint>> networks) throws IOException {
        var table = new NftTable("lab");
        for (var network : networks.keySet()) {
            var bridge = network.bridge();
            table.rule(
                    NftTable.Hook.FORWARD, new NftRule().from(bridge).to(bridge).accept());
            if (network.internal()) {
                table.rule(
                        NftTable.Hook.FORWARD,
                        new NftRule().from(bridge).counter().drop());
                table.rule(
                        NftTable.Hook.FORWARD,
                        new NftRule().to(bridge).counter().drop());
            }
            for (var subnet : network.subnets()) {
                table.rule(
                        NftTable.Hook.POSTROUTING,
                        new NftRule().to(bridge).source(subnet).counter().masquerade());
                table.rule(
                        NftTable.Hook.POSTROUTING,
                        new NftRule().to(UPLINK).source(subnet).counter().masquerade());
            }
        }
        table.rule(
                NftTable.Hook.FORWARD,
                new NftRule().from(BRIDGES).to(BRIDGES).counter().drop());
        networks.forEach((network, places) -> places.forEach(place -> ports(table, place)));
        try (var socket = NftTable.socket(router.netfilter())) {
            table.replace(socket);
        }
    }

    /** A published port is reached under the router's own address, from outside and from other networks. */
    private static void ports(NftTable table, Endpoint place) {
        for (var port : place.ports()) {
            table.rule(
                    NftTable.Hook.PREROUTING,
                    new NftRule()
                            .four()
                            .local()
                            .port(port.udp(), port.hostPort())
                            .counter()
                            .translate(place.address().address(), port.containerPort()));
        }
    }
}
