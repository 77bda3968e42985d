package lab.runtime.network;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network that containers are joined to: a bridge of its own, a subnet, a gateway.
 *
 * @param id 64 hexadecimal digits
 * @param name its name
 * @param created when it was made
 * @param subnets its addresses, one subnet of IPv4 and at most one of IPv6
 * @param gateways the bridge's own address in each subnet
 * @param internal whether it has no way out
 * @param labels notes by others
 */
public record Network(
        String id,
        String name,
        Instant created,
        List<Prefix> subnets,
        List<InetAddress> gateways,
        boolean internal,
        Map<String, String> labels) {

    /** The name of the network that is there without being made. */
    public static final String DEFAULT = "bridge";

    private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}";

    /** Checks the name and copies the lists. */
    public Network {
        checkName(name);
        subnets = List.copyOf(subnets);
        gateways = List.copyOf(gateways);
        labels = Map.copyOf(labels);
        if (subnets.size() != gateways.size()) {
            throw new IllegalArgumentException("a subnet has one gateway");
        }
    }

    /** Refuses a name that a network can't have. */
    static void checkName(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "a network's name starts with a letter or digit and goes on with these, _ . or -, not \"" + name
                            + "\"");
        }
    }

    /** The first twelve digits of the id. */
    public String shortId() {
        return id.substring(0, 12);
    }

    /** The bridge's name; an interface's has fifteen characters at most. */
    public String bridge() {
        return "lab" + shortId();
    }

    /** Whether it is the one that is there without being made. */
    public boolean isDefault() {
        return name.equals(DEFAULT);
    }

    /** Its subnet of IPv4. */
    public Prefix subnet() {
        return subnets.get(0);
    }

    /** Its subnet of IPv6. */
    public Optional<Prefix> subnet6() {
        return subnets.size() > 1 ? Optional.of(subnets.get(1)) : Optional.empty();
    }
}
