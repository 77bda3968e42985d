package lab.runtime.network;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * A container's place in a network.
 *
 * @param network the network's id
 * @param container the container's id
 * @param name the container's name
 * @param interfaceName what the cable's end is called in the container
 * @param addresses its addresses in the network's subnets
 * @param aliases other names it is found by
 * @param quality how good its cable is
 * @param ports its ports that are published, with their number on the host
 */
public record Endpoint(
        String network,
        String container,
        String name,
        String interfaceName,
        List<Prefix> addresses,
        List<String> aliases,
        LinkQuality quality,
        List<Port> ports) {

    private static final int DIGITS = 6;

    /** Copies the lists. */
    public Endpoint {
        addresses = List.copyOf(addresses);
        aliases = List.copyOf(aliases);
        ports = List.copyOf(ports);
    }

    /** What the cable's end at the bridge is called. */
    public String port() {
        return "lab" + network.substring(0, DIGITS) + container.substring(0, DIGITS);
    }

    /** Its address of IPv4. */
    public Prefix address() {
        return addresses.get(0);
    }

    /** All names it is found by. */
    public List<String> names() {
        var names = new LinkedHashSet<String>(List.of(name));
        names.addAll(aliases);
        names.add(container.substring(0, 2 * DIGITS));
        return List.copyOf(names);
    }
}
