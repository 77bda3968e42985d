package lab.runtime.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which subnets and addresses are free. */
final class AddressPlan {

    private static final int POOL = 8;
    private static final int HOSTS = 8;

    private final List<Prefix> used;

    /**
     * A plan.
     *
     * @param used what must not be taken: the host's routes and the subnets of other networks
     */
    AddressPlan(List<Prefix> used) {
        this.used = List.copyOf(used);
    }

    /** The subnets and gateways of a new network. */
    Network network(String id, NewNetwork wanted, Instant now) throws NetworkException {
        var subnets = new ArrayList<Prefix>();
        var four = wanted.subnets().stream().filter(s -> !s.six()).toList();
        var six = wanted.subnets().stream().filter(Prefix::six).toList();
        if (four.size() > 1 || six.size() > 1) {
            throw new NetworkException("a network has one subnet of IPv4 and one of IPv6 at most");
        }
        subnets.add(four.isEmpty() ? freeSubnet() : checked(four.get(0)));
        if (!six.isEmpty()) {
            subnets.add(checked(six.get(0)));
        } else if (wanted.six()) {
            subnets.add(Prefix.parse("fd00:" + id.substring(0, 4) + ":" + id.substring(4, 8) + "::/64"));
        }
        var gateways = new ArrayList<InetAddress>();
        var left = new ArrayList<>(wanted.gateways());
        for (var subnet : subnets) {
            var own = left.stream().filter(subnet::contains).findFirst();
            own.ifPresent(left::remove);
            gateways.add(own.orElseGet(() -> subnet.host(BigInteger.ONE)));
        }
        if (!left.isEmpty()) {
            throw new NetworkException(
                    "the gateway " + left.get(0).getHostAddress() + " lies in no subnet of the network");
        }
        return new Network(id, wanted.name(), now, subnets, gateways, wanted.internal(), wanted.labels());
    }

    private Prefix checked(Prefix subnet) throws NetworkException {
        if (!subnet.equals(subnet.network())) {
            throw new NetworkException("the subnet " + subnet + " has bits of a host: write " + subnet.network());
        }
        if (subnet.size().compareTo(BigInteger.valueOf(4)) < 0) {
            throw new NetworkException("the subnet " + subnet + " has no room for a gateway and a container");
        }
        for (var taken : used) {
            if (taken.overlaps(subnet)) {
                throw new NetworkException("the subnet " + subnet + " overlaps " + taken
                        + ", which this host or another network uses: take another one, or leave out --subnet");
            }
        }
        return subnet;
    }

    /** The first of 172.18 to 172.31 and then of 10.128 to 10.255 that nobody uses. */
    private Prefix freeSubnet() throws NetworkException {
        for (var i = 18; i < 32; i++) {
            var subnet = Prefix.parse("172." + i + ".0.0/16");
            if (used.stream().noneMatch(subnet::overlaps)) {
                return subnet;
            }
        }
        for (var i = 1 << POOL - 1; i < 1 << POOL; i++) {
            var subnet = Prefix.parse("10." + i + ".0.0/16");
            if (used.stream().noneMatch(subnet::overlaps)) {
                return subnet;
            }
        }
        throw new NetworkException("all subnets that the lab chooses from are in use: name one with --subnet");
    }

    /** A free address in a subnet, or the wanted one. */
    static Prefix address(
            Prefix subnet, InetAddress gateway, Collection<InetAddress> taken, @Nullable InetAddress wanted)
            throws NetworkException {
        var refused =
                Set.of(subnet.address(), gateway, subnet.host(subnet.size().subtract(BigInteger.ONE)));
        if (wanted != null) {
            if (!subnet.contains(wanted) || refused.contains(wanted)) {
                throw new NetworkException("the address " + wanted.getHostAddress() + " is none for a container in "
                        + subnet + " (its gateway is " + gateway.getHostAddress() + ")");
            }
            if (taken.contains(wanted)) {
                throw new NetworkException("the address " + wanted.getHostAddress() + " is taken");
            }
            return new Prefix(wanted, subnet.length());
        }
        var last = subnet.size().min(BigInteger.ONE.shiftLeft(2 * HOSTS));
        for (var i = BigInteger.TWO; i.compareTo(last) < 0; i = i.add(BigInteger.ONE)) {
            var address = subnet.host(i);
            if (!refused.contains(address) && !taken.contains(address)) {
                return new Prefix(address, subnet.length());
            }
        }
        throw new NetworkException("the subnet " + subnet + " has no free address");
    }
}
