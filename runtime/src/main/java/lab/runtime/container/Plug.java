package lab.runtime.container;

import java.io.IOException;
import java.util.List;
import lab.runtime.kernel.Descriptors;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Sockets;
import lab.runtime.kernel.Syscall;
import lab.runtime.network.Endpoint;
import lab.runtime.network.Networks;

/**
 * How a container that is just starting and the JVM agree on its network. The container hands out a netlink socket that it made in its own
 * network namespace, goes on with its file systems, and waits before its command; the JVM lays the cable meanwhile and tells it to go on.
 */
final class Plug implements AutoCloseable {

    private final Fd mine;
    private final Fd theirs;
    private final Networks networks;
    private final List<Endpoint> places;

    private Plug(List<Fd> pair, Networks networks, List<Endpoint> places) {
        this.mine = pair.get(0);
        this.theirs = pair.get(1);
        this.networks = networks;
        this.places = places;
    }

    static Plug of(Networks networks, List<Endpoint> places) throws IOException {
        return new Plug(Descriptors.pair(), networks, places);
    }

    /** Writes that the socket is handed out; the result is where to wait. */
    Operand handOut(ScriptWriter s, FdTable fds) {
        var socket = fds.give(theirs, "network");
        s.note("a socket of the network namespace, for whoever lays the cable");
        var route = s.call(
                        Syscall.SOCKET,
                        s.named(Sockets.AF_NETLINK, "AF_NETLINK"),
                        s.named(Sockets.SOCK_RAW | OpenFlags.O_CLOEXEC, "SOCK_RAW|SOCK_CLOEXEC"),
                        s.named(0, "NETLINK_ROUTE"))
                .about("rtnetlink");
        Descriptors.send(s, socket, route.value());
        s.close(route.value());
        return socket;
    }

    /** Writes the wait for the cable. */
    static void await(ScriptWriter s, Operand socket) {
        var gone = s.label("no cable");
        var through = s.label("cable");
        s.note("wait for the cable");
        s.read(socket, s.buffer(8, "&byte"), 1).onZero(gone);
        s.jump(through);
        s.place(gone);
        s.exitGroup(s.number(Script.ABORTED));
        s.place(through);
    }

    /** Lays the cable. If the container fails before, there is nothing to lay; if this fails, the container ends. */
    void connect() throws IOException {
        var socket = Descriptors.receive(mine);
        if (socket.isEmpty()) {
            return;
        }
        try {
            networks.connect(places, socket.get());
            Kernel.get().write(mine, new byte[] {'!'});
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        mine.close();
        theirs.close();
    }
}
