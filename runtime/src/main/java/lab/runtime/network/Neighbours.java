package lab.runtime.network;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** What one network namespace knows of its neighbours: which hardware address belongs to which address. */
public final class Neighbours {

    private static final int RTM_NEWNEIGH = 28;
    private static final int RTM_GETNEIGH = 30;
    private static final int NDA_DST = 1;
    private static final int NDA_LLADDR = 2;
    private static final int AF_BRIDGE = 7;
    private static final int NTF_SELF = 2;
    private static final int NUD_REACHABLE = 2;
    private static final int NUD_NOARP = 0x40;
    private static final int NUD_PERMANENT = 0x80;
    private static final int FIXED = 12;

    private final NetlinkSocket socket;

    Neighbours(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * A neighbour.
     *
     * @param link the number of the interface it was found by
     * @param address its address
     * @param mac its hardware address; empty while it is looked for
     * @param state whether it answers: {@code reachable}, {@code failed} and others
     */
    public record Neighbour(int link, InetAddress address, String mac, String state) {}

    /** All of them. */
    public List<Neighbour> list() throws IOException {
        var request = Message.of("list the neighbours", RTM_GETNEIGH, Message.DUMP);
        return socket.dump(fixed(request, 0, 0, 0, 0)).stream()
                .filter(m -> m.attributes(FIXED).has(NDA_DST) && (m.body().getShort(8) & NUD_NOARP) == 0)
                .map(Neighbours::neighbour)
                .toList();
    }

    /** Tells a tunnel where all goes that it knows no place for; several such places get a copy each. */
    public void addForwarding(Link tunnel, InetAddress to) throws IOException {
        var request = Message.of(
                "forward what " + tunnel.name() + " carries to " + to.getHostAddress(),
                RTM_NEWNEIGH,
                Message.ACK | Message.CREATE | Message.APPEND);
        socket.act(fixed(request, AF_BRIDGE, tunnel.index(), NUD_PERMANENT, NTF_SELF)
                .attribute(NDA_DST, to.getAddress())
                .attribute(NDA_LLADDR, new byte[6]));
    }

    /** {@code struct ndmsg}. */
    private static Message fixed(Message message, int family, int link, int state, int flags) {
        return message.u8(family, 0, 0, 0).u32(link).u16(state).u8(flags, 0);
    }

    private static Neighbour neighbour(Message.Received message) {
        var attributes = message.attributes(FIXED);
        var address = Routes.prefix(attributes.bytes(NDA_DST).orElseThrow(), 0).address();
        return new Neighbour(
                message.body().getInt(4),
                address,
                attributes.bytes(NDA_LLADDR).map(Links::shown).orElse(""),
                state(message.body().getShort(8)));
    }

    private static String state(int bits) {
        return switch (bits) {
            case 1 -> "incomplete";
            case NUD_REACHABLE -> "reachable";
            case 4 -> "stale";
            case 8 -> "delay";
            case 0x10 -> "probe";
            case 0x20 -> "failed";
            case NUD_PERMANENT -> "permanent";
            default -> "none";
        };
    }
}
