package lab.runtime.network;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;

/** The addresses of the network interfaces of one network namespace. */
public final class Addresses {

    private static final int RTM_NEWADDR = 20;
    private static final int RTM_DELADDR = 21;
    private static final int RTM_GETADDR = 22;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_BROADCAST = 4;
    private static final int IFA_F_NODAD = 2;
    private static final int FIXED = 8;

    private final NetlinkSocket socket;

    Addresses(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * An address that an interface has.
     *
     * @param link the interface's number
     * @param prefix the address, and how much of it is the network's
     */
    public record Address(int link, Prefix prefix) {}

    /** All of them. */
    public List<Address> list() throws IOException {
        var request = fixed(Message.of("list the addresses", RTM_GETADDR, Message.DUMP), 0, 0, 0, 0);
        return socket.dump(request).stream()
                .filter(m -> m.attributes(FIXED).has(IFA_ADDRESS)
                        || m.attributes(FIXED).has(IFA_LOCAL))
                .map(Addresses::address)
                .toList();
    }

    /** Gives an interface an address; one of IPv6 is usable at once, nobody else is asked whether he has it. */
    public void add(Link link, Prefix prefix) throws IOException {
        var request = Message.of(
                "give " + link.name() + " the address " + prefix,
                RTM_NEWADDR,
                Message.ACK | Message.CREATE | Message.EXCL);
        socket.act(attributes(
                fixed(request, prefix.six() ? IFA_F_NODAD : 0, link.index(), family(prefix), prefix.length()), prefix));
    }

    /** Takes an address from an interface. */
    public void delete(Link link, Prefix prefix) throws IOException {
        var request = Message.of("take the address " + prefix + " from " + link.name(), RTM_DELADDR, Message.ACK);
        socket.act(attributes(fixed(request, 0, link.index(), family(prefix), prefix.length()), prefix));
    }

    private static Message attributes(Message request, Prefix prefix) {
        var address = prefix.address().getAddress();
        request.attribute(IFA_LOCAL, address).attribute(IFA_ADDRESS, address);
        if (!prefix.six() && prefix.length() < 31) {
            var last = prefix.host(prefix.size().subtract(BigInteger.ONE));
            request.attribute(IFA_BROADCAST, last.getAddress());
        }
        return request;
    }

    /** {@code struct ifaddrmsg}. */
    private static Message fixed(Message message, int flags, int link, int family, int length) {
        return message.u8(family, length, flags, 0).u32(link);
    }

    static int family(Prefix prefix) {
        return family(prefix.address());
    }

    static int family(InetAddress address) {
        return address.getAddress().length == 4 ? 2 : 10;
    }

    private static Address address(Message.Received message) {
        var attributes = message.attributes(FIXED);
        var bytes = attributes
                .bytes(IFA_LOCAL)
                .or(() -> attributes.bytes(IFA_ADDRESS))
                .orElseThrow();
        return new Address(
                message.body().getInt(4), Routes.prefix(bytes, message.body().get(1) & 0xff));
    }
}
