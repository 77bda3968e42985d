package lab.runtime.network;

import java.net.InetAddress;
import java.util.List;

/**
 * What a container wants of networks.
 *
 * @param network the network it is joined to at its start; empty for none
 * @param addresses its addresses there; free ones are taken if there are none
 * @param aliases other names it is found by
 * @param ports the ports that are published
 * @param dns the name servers it asks; empty for the host's
 * @param hosts more lines of {@code /etc/hosts}, each {@code NAME:ADDRESS}
 * @param link how good its cable is
 */
public record NetworkSettings(
        String network,
        List<InetAddress> addresses,
        List<String> aliases,
        List<Port> ports,
        List<InetAddress> dns,
        List<String> hosts,
        LinkQuality link) {

    /** No network but loopback. */
    public static final NetworkSettings NONE =
            new NetworkSettings("", List.of(), List.of(), List.of(), List.of(), List.of(), LinkQuality.PERFECT);

    private static final String HOST_NAME = "[a-zA-Z0-9_]([a-zA-Z0-9_.-]{0,252})";

    /** Copies the lists and checks what stands in a file later. */
    public NetworkSettings {
        addresses = List.copyOf(addresses);
        aliases = List.copyOf(aliases);
        ports = List.copyOf(ports);
        dns = List.copyOf(dns);
        hosts = List.copyOf(hosts);
        for (var alias : aliases) {
            if (!alias.matches(HOST_NAME)) {
                throw new IllegalArgumentException("a network alias is a host name, not \"" + alias + "\"");
            }
        }
        for (var host : hosts) {
            var colon = host.indexOf(':');
            if (colon < 1 || !host.substring(0, colon).matches(HOST_NAME)) {
                throw new IllegalArgumentException("--add-host is NAME:ADDRESS, as db:10.0.0.7, not \"" + host + "\"");
            }
            Prefix.parseAddress(host.substring(colon + 1));
        }
        if (network.isEmpty() && (!addresses.isEmpty() || !aliases.isEmpty() || !ports.isEmpty() || !link.perfect())) {
            throw new IllegalArgumentException(
                    "--ip, --network-alias, -p, --net-rate, --net-delay and --net-loss are about a network: add --net NAME");
        }
    }

    /** Whether it is joined to a network. */
    public boolean joined() {
        return !network.isEmpty();
    }

    /** The same on another network. */
    public NetworkSettings on(String other) {
        return new NetworkSettings(other, addresses, aliases, ports, dns, hosts, link);
    }
}
