package lab.runtime.network;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Which ports of the host can be published. */
final class HostPorts {

    private static final int FIRST = 49153;
    private static final int LAST = 65535;

    private HostPorts() {}

    /**
     * Gives each port its number on the host.
     *
     * @param taken those published already
     * @throws NetworkException if one is in use
     */
    static List<Port> assign(List<Port> wanted, List<Port> taken) throws NetworkException {
        var assigned = new ArrayList<Port>();
        var all = new ArrayList<>(taken);
        for (var port : wanted) {
            var given = port.hostPort() == 0 ? free(port, all) : port;
            if (clashes(given, all) || !open(given)) {
                throw new NetworkException("the port " + given.hostPort() + "/" + given.protocol()
                        + " of this host is in use already: take another one, as in -p "
                        + free(port, all).hostPort() + ":" + given.containerPort());
            }
            assigned.add(given);
            all.add(given);
        }
        return assigned;
    }

    private static Port free(Port port, List<Port> taken) throws NetworkException {
        for (var number = FIRST; number <= LAST; number++) {
            var candidate = port.onHost(number);
            if (!clashes(candidate, taken) && open(candidate)) {
                return candidate;
            }
        }
        throw new NetworkException("no port of this host is free");
    }

    private static boolean clashes(Port port, List<Port> taken) {
        return taken.stream().anyMatch(t -> t.hostPort() == port.hostPort() && t.udp() == port.udp());
    }

    /** Whether nobody on the host listens there. */
    private static boolean open(Port port) {
        try {
            var host = port.host().isEmpty() ? InetAddress.getByAddress(new byte[4]) : Prefix.parseAddress(port.host());
            var address = new InetSocketAddress(host, port.hostPort());
            if (port.udp()) {
                new DatagramSocket(address).close();
            } else {
                try (var socket = new ServerSocket()) {
                    socket.setReuseAddress(true);
                    socket.bind(address);
                }
            }
            return true;
        } catch (IOException e) {
            // Somebody has it, or it is not this host's address.
            return false;
        }
    }
}
