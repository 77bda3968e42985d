package lab.runtime.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests of {@link Rtnetlink} in network namespaces made for them. */
@Tag("kernel")
class RtnetlinkTests {

    private Fd left;
    private Fd right;
    private Rtnetlink here;
    private Rtnetlink there;

    @BeforeEach
    void makeNamespaces() throws IOException {
        assumeTrue(Kernel.get().geteuid() == 0, "needs root to make a network namespace in a thread");
        left = NetworkNamespaces.create();
        right = NetworkNamespaces.create();
        here = Rtnetlink.in(left);
        there = Rtnetlink.in(right);
    }

    @AfterEach
    void closeNamespaces() {
        if (left != null) {
            here.close();
            there.close();
            left.close();
            right.close();
        }
    }

    private void cable() throws IOException {
        var near = here.links().add(new NewLink.Veth("near", "far", right));
        here.addresses().add(near, Prefix.parse("10.77.0.1/24"));
        here.links().up(near);
        var far = there.links().get("far");
        there.addresses().add(far, Prefix.parse("10.77.0.2/24"));
        there.links().up(far);
    }

    @Test
    void showsOnlyLoopbackInANewNamespace() throws IOException {
        assertEquals(Set.of("lo"), names(here));
        assertEquals(List.of(), here.addresses().list());
        assertEquals(List.of(), here.routes().list());
    }

    @Test
    void joinsTwoNamespacesByACableThatCarriesPackets() throws Exception {
        cable();
        assertEquals(Set.of("lo", "near"), names(here));
        assertEquals("veth", here.links().get("near").kind());
        assertEquals(
                OptionalInt.of(there.links().get("far").index()),
                here.links().get("near").peer());
        assertTrue(here.links().get("near").running());
        try (var server = NetworkNamespaces.in(right, () -> new DatagramSocket(7, InetAddress.getByName("10.77.0.2")));
                var client = NetworkNamespaces.in(left, DatagramSocket::new)) {
            server.setSoTimeout(2000);
            client.send(new DatagramPacket(new byte[] {42}, 1, server.getLocalSocketAddress()));
            var packet = new DatagramPacket(new byte[4], 4);
            server.receive(packet);
            assertEquals(42, packet.getData()[0]);
            assertEquals("10.77.0.1", packet.getAddress().getHostAddress());
        }
        var known = there.neighbours().list();
        assertTrue(
                known.stream()
                        .anyMatch(n -> n.address().getHostAddress().equals("10.77.0.1")
                                && n.mac().equals(mac(here, "near"))),
                () -> "neighbours " + known);
    }

    @Test
    void plugsPortsIntoABridge() throws IOException {
        var bridge = here.links().add(new NewLink.Bridge("br"));
        var port = here.links().add(new NewLink.Veth("port", "end"));
        here.links().plug(port, bridge);
        assertEquals(OptionalInt.of(bridge.index()), here.links().get("port").master());
        assertTrue(here.links().get("port").up());
        here.links().noMaster(port);
        assertEquals(OptionalInt.empty(), here.links().get("port").master());
        here.links().delete("br");
        assertEquals(Optional.empty(), here.links().find("br"));
    }

    @Test
    void renamesMovesAndMeasuresLinks() throws IOException {
        var link = here.links().add(new NewLink.Veth("a", "b"));
        here.links().mtu(link, 1400);
        here.links().mac(link, "02:00:00:00:00:07");
        here.links().rename(link, "c");
        assertEquals(1400, here.links().get("c").mtu());
        assertEquals("02:00:00:00:00:07", mac(here, "c"));
        here.links().move(here.links().get("c"), right);
        assertEquals(Set.of("lo", "b"), names(here));
        assertEquals(Set.of("lo", "c"), names(there));
    }

    @Test
    void addsReplacesAndRemovesRoutes() throws IOException {
        cable();
        var route = Routes.Route.byDefault(InetAddress.getByName("10.77.0.2"));
        here.routes().add(route);
        var found = here.routes().list().stream()
                .filter(Routes.Route::isDefault)
                .findFirst()
                .orElseThrow();
        assertEquals("10.77.0.2", found.gateway().orElseThrow().getHostAddress());
        here.routes().replace(Routes.Route.byDefault(InetAddress.getByName("10.77.0.9")));
        assertEquals(
                List.of("10.77.0.9"),
                here.routes().list().stream()
                        .filter(Routes.Route::isDefault)
                        .map(r -> r.gateway().orElseThrow().getHostAddress())
                        .toList());
        here.routes().delete(Routes.Route.byDefault(InetAddress.getByName("10.77.0.9")));
        assertTrue(here.routes().list().stream().noneMatch(Routes.Route::isDefault));
    }

    @Test
    void takesAddressesOfBothFamilies() throws IOException {
        var link = here.links().add(new NewLink.Veth("a", "b"));
        for (var text : List.of("10.1.2.3/24", "fd00::5/64")) {
            here.addresses().add(link, Prefix.parse(text));
            assertTrue(here.addresses().list().contains(new Addresses.Address(link.index(), Prefix.parse(text))));
            here.addresses().delete(link, Prefix.parse(text));
        }
        assertEquals(List.of(), here.addresses().list());
    }

    @Test
    void limitsWhatALinkSends() throws IOException {
        var link = here.links().add(new NewLink.Veth("a", "b"));
        here.qdiscs().limit(link, 1_250_000, 16 * 1024, 50);
        var queue = here.qdiscs().list().stream()
                .filter(q -> q.link() == link.index())
                .findFirst()
                .orElseThrow();
        assertEquals("tbf", queue.kind());
        assertEquals(1_250_000, queue.rate());
        assertTrue(Math.abs(queue.burst() - 16 * 1024) < 64, () -> "burst " + queue.burst());
        here.qdiscs().clear(link);
        assertTrue(here.qdiscs().list().stream().noneMatch(q -> q.kind().equals("tbf")));
    }

    @Test
    void delaysAndLosesWhereTheKernelCan() throws IOException {
        var link = here.links().add(new NewLink.Veth("a", "b"));
        try {
            here.qdiscs().disturb(link, 20_000_000, 0.25);
        } catch (NetlinkException e) {
            assertTrue(e.is(Errno.ENOENT), e.getMessage());
            assumeTrue(false, "this kernel has no netem: " + e.getMessage());
        }
        var queue = here.qdiscs().list().stream()
                .filter(q -> q.kind().equals("netem"))
                .findFirst()
                .orElseThrow();
        assertEquals(20_000_000, queue.delay());
        assertEquals(0.25, queue.loss(), 1e-6);
    }

    @Test
    void carriesEthernetInUdp() throws Exception {
        cable();
        var local = InetAddress.getByName("10.77.0.1");
        var remote = InetAddress.getByName("10.77.0.2");
        var near = here.links().add(new NewLink.Vxlan("vx", 42, Optional.of(local), Optional.empty(), 4789));
        here.neighbours().addForwarding(near, remote);
        var far = there.links().add(new NewLink.Vxlan("vx", 42, Optional.of(remote), Optional.of(local), 4789));
        here.addresses().add(near, Prefix.parse("10.78.0.1/24"));
        there.addresses().add(far, Prefix.parse("10.78.0.2/24"));
        here.links().up(near);
        there.links().up(far);
        try (var server = NetworkNamespaces.in(right, () -> new DatagramSocket(7, InetAddress.getByName("10.78.0.2")));
                var client = NetworkNamespaces.in(left, DatagramSocket::new)) {
            server.setSoTimeout(2000);
            client.send(new DatagramPacket(new byte[] {43}, 1, server.getLocalSocketAddress()));
            var packet = new DatagramPacket(new byte[4], 4);
            server.receive(packet);
            assertEquals(43, packet.getData()[0]);
        }
    }

    @Test
    void tellsARefusalByErrnoAndInTheKernelsWords() throws IOException {
        here.links().add(new NewLink.Bridge("br"));
        var taken = assertThrows(NetlinkException.class, () -> here.links().add(new NewLink.Bridge("br")));
        assertTrue(taken.is(Errno.EEXIST), taken.getMessage());
        assertTrue(taken.getMessage().startsWith("make the link br: EEXIST"), taken.getMessage());
        var unreachable = assertThrows(
                NetlinkException.class,
                () -> here.routes().add(Routes.Route.byDefault(InetAddress.getByName("10.9.9.9"))));
        assertTrue(unreachable.is(Errno.ENETUNREACH), unreachable.getMessage());
        assertTrue(unreachable.getMessage().contains("Nexthop has invalid gateway"), unreachable.getMessage());
    }

    @Test
    void leavesThisProcessWhereItWas() throws IOException {
        try (var own = Rtnetlink.open()) {
            var before = names(own);
            cable();
            assertEquals(before, names(own));
        }
    }

    private static Set<String> names(Rtnetlink namespace) throws IOException {
        return namespace.links().list().stream()
                .map(Link::name)
                .filter(name -> !name.matches(
                        "(tunl|gre|gretap|erspan|ip_vti|ip6_vti|sit|ip6tnl|ip6gre|ifb|teql|bond|dummy)\\d.*"))
                .collect(Collectors.toSet());
    }

    private static String mac(Rtnetlink namespace, String name) {
        try {
            return namespace.links().get(name).mac();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
