package lab.runtime.network;

import java.net.InetAddress;
import java.util.Optional;
import lab.runtime.kernel.Fd;

/** A link to be made. */
public sealed interface NewLink {

    /** The name it shall have. */
    String name();

    /** A bridge: a switch whose ports are other links. */
    record Bridge(String name) implements NewLink {}

    /** A link that leads nowhere. */
    record Dummy(String name) implements NewLink {}

    /**
     * A cable with two ends.
     *
     * @param name the end that stays in this namespace
     * @param peer the other end's name
     * @param peerMac the other end's hardware address; null for one of the kernel's choice
     * @param peerNamespace the network namespace of the other end; empty for this one
     */
    record Veth(String name, String peer, Optional<String> peerMac, Optional<Fd> peerNamespace) implements NewLink {

        /** A cable with both ends in this namespace. */
        public Veth(String name, String peer) {
            this(name, peer, Optional.empty(), Optional.empty());
        }

        /** A cable whose other end lies in another namespace. */
        public Veth(String name, String peer, Fd namespace) {
            this(name, peer, Optional.empty(), Optional.of(namespace));
        }
    }

    /**
     * A tunnel that carries Ethernet in UDP; RFC 7348.
     *
     * @param name its name
     * @param id the virtual network's number
     * @param local the address it sends from; empty for the route's
     * @param remote where it sends what it knows no place for; empty for nowhere, then {@link Neighbours#addForwarding} says where
     * @param port the UDP port, usually 4789
     */
    record Vxlan(String name, int id, Optional<InetAddress> local, Optional<InetAddress> remote, int port)
            implements NewLink {}
}
