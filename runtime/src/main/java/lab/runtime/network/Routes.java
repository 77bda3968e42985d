package lab.runtime.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The routes of one network namespace, those of its main table. */
public final class Routes {

    private static final int RTM_NEWROUTE = 24;
    private static final int RTM_DELROUTE = 25;
    private static final int RTM_GETROUTE = 26;
    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_TABLE = 15;
    private static final int RT_TABLE_MAIN = 254;
    private static final int RTPROT_STATIC = 4;
    private static final int RT_SCOPE_UNIVERSE = 0;
    private static final int RT_SCOPE_LINK = 253;
    private static final int RTN_UNICAST = 1;
    private static final int FIXED = 12;

    private final NetlinkSocket socket;

    Routes(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * A route.
     *
     * @param to where it leads; {@code 0.0.0.0/0} or {@code ::/0} is the default route
     * @param gateway who is to pass it on; empty for what is reached directly
     * @param link the number of the interface it goes out by
     */
    public record Route(Prefix to, Optional<InetAddress> gateway, OptionalInt link) {

        /** The default route by a gateway. */
        public static Route byDefault(InetAddress gateway) {
            var everything = gateway.getAddress().length == 4 ? "0.0.0.0/0" : "::/0";
            return new Route(Prefix.parse(everything), Optional.of(gateway), OptionalInt.empty());
        }

        /** Whether it is the default route. */
        public boolean isDefault() {
            return to.length() == 0;
        }
    }

    /** All of them. */
    public List<Route> list() throws IOException {
        var request = Message.of("list the routes", RTM_GETROUTE, Message.DUMP)
                .u8(0, 0, 0, 0, 0, 0, 0, 0)
                .u32(0);
        return socket.dump(request).stream()
                .filter(m -> m.attributes(FIXED).number(RTA_TABLE) == RT_TABLE_MAIN
                        && m.body().get(7) == RTN_UNICAST)
                .map(Routes::route)
                .toList();
    }

    /** Adds one. */
    public void add(Route route) throws IOException {
        act(route, "add the route ", RTM_NEWROUTE, Message.ACK | Message.CREATE | Message.EXCL);
    }

    /** Adds one in the place of one to the same network. */
    public void replace(Route route) throws IOException {
        act(route, "replace the route ", RTM_NEWROUTE, Message.ACK | Message.CREATE | Message.REPLACE);
    }

    /** Removes one. */
    public void delete(Route route) throws IOException {
        act(route, "remove the route ", RTM_DELROUTE, Message.ACK);
    }

    private void act(Route route, String verb, int type, int flags) throws IOException {
        var shown = verb
                + route.to()
                + route.gateway().map(g -> " via " + g.getHostAddress()).orElse("");
        var scope = route.gateway().isPresent() || route.to().six() ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK;
        var request = Message.of(shown, type, flags)
                .u8(Addresses.family(route.to()), route.to().length(), 0, 0)
                .u8(RT_TABLE_MAIN, RTPROT_STATIC, scope, RTN_UNICAST)
                .u32(0);
        if (!route.isDefault()) {
            request.attribute(RTA_DST, route.to().address().getAddress());
        }
        route.gateway().ifPresent(gateway -> request.attribute(RTA_GATEWAY, gateway.getAddress()));
        route.link().ifPresent(link -> request.attribute(RTA_OIF, link));
        socket.act(request);
    }

    private static Route route(Message.Received message) {
        var attributes = message.attributes(FIXED);
        var size = message.body().get(0) == 2 ? 4 : 16;
        var length = message.body().get(1) & 0xff;
        var to = prefix(attributes.bytes(RTA_DST).orElse(new byte[size]), length);
        var gateway = attributes.bytes(RTA_GATEWAY).map(b -> prefix(b, 0).address());
        return new Route(
                to,
                gateway,
                attributes.has(RTA_OIF) ? OptionalInt.of(attributes.number(RTA_OIF)) : OptionalInt.empty());
    }

    static Prefix prefix(byte[] bytes, int length) {
        try {
            return new Prefix(InetAddress.getByAddress(bytes), length);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
        }
    }
}
