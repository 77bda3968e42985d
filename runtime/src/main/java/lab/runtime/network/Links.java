package lab.runtime.network;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.Fd;

/** The network interfaces of one network namespace. */
public final class Links {

    private static final int RTM_NEWLINK = 16;
    private static final int RTM_DELLINK = 17;
    private static final int RTM_GETLINK = 18;
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_LINK = 5;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_NET_NS_PID = 19;
    private static final int IFLA_NET_NS_FD = 28;
    private static final int IFLA_LINK_NETNSID = 37;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int VETH_INFO_PEER = 1;
    private static final int IFLA_VXLAN_ID = 1;
    private static final int IFLA_VXLAN_GROUP = 2;
    private static final int IFLA_VXLAN_LOCAL = 4;
    private static final int IFLA_VXLAN_PORT = 15;
    private static final int IFLA_VXLAN_GROUP6 = 16;
    private static final int IFLA_VXLAN_LOCAL6 = 17;
    private static final int IFF_UP = 1;
    private static final int NAME_LENGTH = 15;
    private static final int FIXED = 16;

    private final NetlinkSocket socket;

    Links(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** All of them. */
    public List<Link> list() throws IOException {
        var request = fixed(Message.of("list the links", RTM_GETLINK, Message.DUMP), 0, 0, 0);
        return socket.dump(request).stream().map(Links::link).toList();
    }

    /** The one of a name. */
    public Optional<Link> find(String name) throws IOException {
        checkName(name);
        var request = fixed(Message.of("find the link " + name, RTM_GETLINK, 0), 0, 0, 0);
        try {
            return socket.dump(request.attribute(IFLA_IFNAME, name)).stream()
                    .map(Links::link)
                    .findFirst();
        } catch (NetlinkException e) {
            if (e.is(Errno.ENODEV)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * The one of a name, which must be there.
     *
     * @throws IOException if there is none
     */
    public Link get(String name) throws IOException {
        return find(name).orElseThrow(() -> new IOException("there is no network interface " + name));
    }

    /** Makes one and gives it as it is then. */
    public Link add(NewLink link) throws IOException {
        checkName(link.name());
        var request =
                Message.of("make the link " + link.name(), RTM_NEWLINK, Message.ACK | Message.CREATE | Message.EXCL);
        fixed(request, 0, 0, 0).attribute(IFLA_IFNAME, link.name());
        request.nest(IFLA_LINKINFO, () -> info(request, link));
        socket.act(request);
        return get(link.name());
    }

    private static void info(Message request, NewLink link) {
        if (link instanceof NewLink.Bridge) {
            request.attribute(IFLA_INFO_KIND, "bridge");
        } else if (link instanceof NewLink.Dummy) {
            request.attribute(IFLA_INFO_KIND, "dummy");
        } else if (link instanceof NewLink.Veth veth) {
            checkName(veth.peer());
            request.attribute(IFLA_INFO_KIND, "veth");
            request.nest(IFLA_INFO_DATA, () -> request.nest(VETH_INFO_PEER, () -> peer(request, veth)));
        } else if (link instanceof NewLink.Vxlan vxlan) {
            request.attribute(IFLA_INFO_KIND, "vxlan");
            request.nest(IFLA_INFO_DATA, () -> vxlan(request, vxlan));
        }
    }

    private static void peer(Message request, NewLink.Veth veth) {
        fixed(request, 0, 0, 0).attribute(IFLA_IFNAME, veth.peer());
        veth.peerMac().ifPresent(mac -> request.attribute(IFLA_ADDRESS, mac(mac)));
        veth.peerNamespace().ifPresent(fd -> request.attribute(IFLA_NET_NS_FD, fd.number()));
    }

    private static void vxlan(Message request, NewLink.Vxlan vxlan) {
        request.attribute(IFLA_VXLAN_ID, vxlan.id()).portAttribute(IFLA_VXLAN_PORT, vxlan.port());
        vxlan.local()
                .map(InetAddress::getAddress)
                .ifPresent(a -> request.attribute(a.length == 4 ? IFLA_VXLAN_LOCAL : IFLA_VXLAN_LOCAL6, a));
        vxlan.remote()
                .map(InetAddress::getAddress)
                .ifPresent(a -> request.attribute(a.length == 4 ? IFLA_VXLAN_GROUP : IFLA_VXLAN_GROUP6, a));
    }

    /** Removes one; one that is not there any more is no error. */
    public void delete(String name) throws IOException {
        var link = find(name);
        if (link.isPresent()) {
            socket.act(fixed(
                    Message.of("remove the link " + name, RTM_DELLINK, Message.ACK),
                    link.get().index(),
                    0,
                    0));
        }
    }

    /** Sets one up. */
    public void up(Link link) throws IOException {
        socket.act(change(link, "up", IFF_UP, IFF_UP));
    }

    /** Sets one down. */
    public void down(Link link) throws IOException {
        socket.act(change(link, "down", 0, IFF_UP));
    }

    /** Plugs one into a bridge. */
    public void master(Link link, Link bridge) throws IOException {
        socket.act(change(link, "master " + bridge.name(), 0, 0).attribute(IFLA_MASTER, bridge.index()));
    }

    /** Plugs one into a bridge and sets it up, in one request. */
    public void plug(Link link, Link bridge) throws IOException {
        socket.act(
                change(link, "master " + bridge.name() + " up", IFF_UP, IFF_UP).attribute(IFLA_MASTER, bridge.index()));
    }

    /** Takes one out of its bridge. */
    public void noMaster(Link link) throws IOException {
        socket.act(change(link, "nomaster", 0, 0).attribute(IFLA_MASTER, 0));
    }

    /** Sets the largest packet. */
    public void mtu(Link link, int bytes) throws IOException {
        socket.act(change(link, "mtu " + bytes, 0, 0).attribute(IFLA_MTU, bytes));
    }

    /** Gives one another name; before Linux 6.2 it has to be down. */
    public void rename(Link link, String name) throws IOException {
        checkName(name);
        socket.act(change(link, "name " + name, 0, 0).attribute(IFLA_IFNAME, name));
    }

    /** Sets the hardware address. */
    public void mac(Link link, String address) throws IOException {
        socket.act(change(link, "address " + address, 0, 0).attribute(IFLA_ADDRESS, mac(address)));
    }

    /** Moves one into the network namespace that a file stands for. */
    public void move(Link link, Fd namespace) throws IOException {
        socket.act(change(link, "netns", 0, 0).attribute(IFLA_NET_NS_FD, namespace.number()));
    }

    /** Moves one into the network namespace of a process. */
    public void move(Link link, int pid) throws IOException {
        socket.act(change(link, "netns " + pid, 0, 0).attribute(IFLA_NET_NS_PID, pid));
    }

    private static Message change(Link link, String what, int flags, int mask) {
        return fixed(
                Message.of("set the link " + link.name() + " " + what, RTM_NEWLINK, Message.ACK),
                link.index(),
                flags,
                mask);
    }

    /** {@code struct ifinfomsg}. */
    private static Message fixed(Message message, int index, int flags, int mask) {
        return message.u8(0, 0).u16(0).u32(index).u32(flags).u32(mask);
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.length() > NAME_LENGTH || name.matches(".*[/\\s:].*") || name.startsWith(".")) {
            throw new IllegalArgumentException("an interface's name has 1 to " + NAME_LENGTH
                    + " characters, none of them a space, / or :, not \"" + name + "\"");
        }
    }

    private static byte[] mac(String text) {
        var parts = text.split(":");
        var bytes = ByteBuffer.allocate(parts.length);
        for (var part : parts) {
            bytes.put((byte) Integer.parseInt(part, 16));
        }
        return bytes.array();
    }

    private static Link link(Message.Received message) {
        var attributes = message.attributes(FIXED);
        return new Link(
                message.body().getInt(4),
                attributes.text(IFLA_IFNAME),
                attributes.nested(IFLA_LINKINFO).text(IFLA_INFO_KIND),
                message.body().getInt(8),
                attributes.number(IFLA_MTU),
                attributes.bytes(IFLA_ADDRESS).map(Links::shown).orElse(""),
                some(attributes, IFLA_LINK),
                some(attributes, IFLA_LINK_NETNSID),
                some(attributes, IFLA_MASTER));
    }

    static String shown(byte[] mac) {
        return IntStream.range(0, mac.length)
                .mapToObj(i -> String.format("%02x", mac[i]))
                .collect(Collectors.joining(":"));
    }

    private static OptionalInt some(Attributes attributes, int type) {
        return attributes.has(type) ? OptionalInt.of(attributes.number(type)) : OptionalInt.empty();
    }
}
