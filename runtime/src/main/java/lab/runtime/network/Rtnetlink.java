package lab.runtime.network;

import java.io.IOException;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Sockets;

/** The links, addresses, routes, neighbours and queues of one network namespace; rtnetlink(7). Usable from several threads. */
public final class Rtnetlink implements AutoCloseable {

    private static final int NETLINK_ROUTE = 0;

    private final NetlinkSocket socket;

    private Rtnetlink(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** That of this process. */
    public static Rtnetlink open() throws ErrnoException {
        return new Rtnetlink(NetlinkSocket.open(NETLINK_ROUTE));
    }

    /** A socket for {@link #of}, made in this thread's network namespace. */
    public static Fd socket() throws ErrnoException {
        return Sockets.socket(Sockets.AF_NETLINK, Sockets.SOCK_RAW, NETLINK_ROUTE);
    }

    /** That of a network namespace, which a file such as {@code /proc/PID/ns/net} stands for; needs {@code CAP_SYS_ADMIN} here and there. */
    public static Rtnetlink in(Fd namespace) throws IOException {
        return NetworkNamespaces.in(namespace, Rtnetlink::open);
    }

    /** That of the process which made a netlink socket and handed it over. */
    public static Rtnetlink of(Fd socket) throws ErrnoException {
        return new Rtnetlink(NetlinkSocket.of(socket));
    }

    /** The network namespace that this is about, open. */
    public Fd namespace() throws ErrnoException {
        return socket.namespace();
    }

    /** Its interfaces. */
    public Links links() {
        return new Links(socket);
    }

    /** Their addresses. */
    public Addresses addresses() {
        return new Addresses(socket);
    }

    /** Its routes. */
    public Routes routes() {
        return new Routes(socket);
    }

    /** Its neighbours. */
    public Neighbours neighbours() {
        return new Neighbours(socket);
    }

    /** Its queues. */
    public Qdiscs qdiscs() {
        return new Qdiscs(socket);
    }

    @Override
    public void close() {
        socket.close();
    }
}
