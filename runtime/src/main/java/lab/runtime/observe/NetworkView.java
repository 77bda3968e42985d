package lab.runtime.observe;

import java.io.IOException;
import java.util.List;
import lab.runtime.kernel.Descriptors;
import lab.runtime.kernel.Errand;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Sockets;
import lab.runtime.kernel.Syscall;
import lab.runtime.network.Addresses;
import lab.runtime.network.Link;
import lab.runtime.network.Neighbours;
import lab.runtime.network.Nftables;
import lab.runtime.network.Qdiscs;
import lab.runtime.network.Routes;
import lab.runtime.network.Rtnetlink;

/**
 * What the kernel says about one network namespace over netlink. A script joins the namespace, makes the sockets there and hands them over;
 * this process asks and reads the answers.
 *
 * @param links its interfaces
 * @param addresses their addresses
 * @param routes its routes
 * @param neighbours its neighbours
 * @param qdiscs its queues
 * @param rules its rules of nftables
 * @param source who was asked
 */
record NetworkView(
        List<Link> links,
        List<Addresses.Address> addresses,
        List<Routes.Route> routes,
        List<Neighbours.Neighbour> neighbours,
        List<Qdiscs.Qdisc> qdiscs,
        List<Nftables.Rule> rules,
        String source) {

    private static final int SOCKET_FD = 5;
    private static final int NETLINK_ROUTE = 0;
    private static final int NETLINK_NETFILTER = 12;
    private static final long PATIENCE_MILLIS = 2_000;

    /** The network namespace of a process. */
    static Found<NetworkView> of(ProcessView process) {
        var path = process.path("ns/net");
        var source = "netlink(7), as pid " + process.id().pid() + " sees it";
        try (Fd namespace = Kernel.get().open(path, OpenFlags.O_RDONLY, 0)) {
            return process.unchanged().then(same -> ask(namespace, source));
        } catch (ErrnoException refusal) {
            return process.refused(refusal, path);
        }
    }

    /** The name of the interface that has a number; empty if there is none. */
    String linkName(int index) {
        return links.stream()
                .filter(link -> link.index() == index)
                .map(Link::name)
                .findFirst()
                .orElse("");
    }

    private static Found<NetworkView> ask(Fd namespace, String source) {
        try {
            var pair = Descriptors.pair();
            try (var mine = pair.get(0);
                    var theirs = pair.get(1)) {
                Errand.run(script(), List.of(namespace, theirs), "lab-look", PATIENCE_MILLIS);
                try (var route = Rtnetlink.of(Descriptors.receive(mine).orElseThrow());
                        var rules = Nftables.of(Descriptors.receive(mine).orElseThrow())) {
                    return Found.here(
                            new NetworkView(
                                    route.links().list(),
                                    route.addresses().list(),
                                    route.routes().list(),
                                    route.neighbours().list(),
                                    route.qdiscs().list(),
                                    rules.rules(),
                                    source),
                            source);
                }
            }
        } catch (ErrnoException refusal) {
            return Found.unobservable(Peek.explained(refusal), source);
        } catch (IOException failure) {
            return Found.unobservable(String.valueOf(failure.getMessage()), source);
        }
    }

    private static Script script() {
        var s = new ScriptWriter();
        InsideView.joinNetwork(s);
        for (var protocol : new int[] {NETLINK_ROUTE, NETLINK_NETFILTER}) {
            var socket = s.call(
                    Syscall.SOCKET,
                    s.named(Sockets.AF_NETLINK, "AF_NETLINK"),
                    s.named(Sockets.SOCK_RAW, "SOCK_RAW"),
                    s.number(protocol));
            Descriptors.send(s, s.number(SOCKET_FD), socket.value());
        }
        s.exitGroup(s.number(0));
        return s.script();
    }
}
