package lab.runtime.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * A network to be made.
 *
 * @param name its name
 * @param subnets its subnets; without one of IPv4 a free one is taken
 * @param gateways the bridge's addresses; for a subnet without one its first address
 * @param internal whether it has no way out
 * @param six whether it has IPv6, too
 * @param labels notes
 */
public record NewNetwork(
        String name,
        List<Prefix> subnets,
        List<InetAddress> gateways,
        boolean internal,
        boolean six,
        Map<String, String> labels) {

    /** Copies the lists. */
    public NewNetwork {
        subnets = List.copyOf(subnets);
        gateways = List.copyOf(gateways);
        labels = Map.copyOf(labels);
    }

    /** One of a name, all else as it is by default. */
    public static NewNetwork named(String name) {
        return new NewNetwork(name, List.of(), List.of(), false, false, Map.of());
    }
}
