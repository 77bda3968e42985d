package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lab.runtime.kernel.Kernel;
import lab.runtime.network.Link;
import lab.runtime.network.LinkQuality;
import lab.runtime.network.NetworkException;
import lab.runtime.network.NetworkNamespaces;
import lab.runtime.network.NetworkSettings;
import lab.runtime.network.NewLink;
import lab.runtime.network.NewNetwork;
import lab.runtime.network.Port;
import lab.runtime.network.Prefix;
import lab.runtime.network.Rtnetlink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of containers in networks. */
@Tag("kernel")
class NetworkTests {

    @TempDir
    private Path dir;

    private TestLab lab;
    private Map<String, List<?>> host;

    @BeforeEach
    void start() throws IOException {
        lab = new TestLab(dir);
        host = host();
    }

    @AfterEach
    void close() throws IOException {
        if (lab == null) {
            return;
        }
        lab.close();
        assertEquals(host, host(), "the host's own network");
        assertEquals(Optional.empty(), lab.containers().networks().holder());
    }

    /** Links, addresses, routes, rules and switches of the host; what other runtimes may be doing in this moment is left out. */
    private static Map<String, List<?>> host() throws IOException {
        try (var own = Rtnetlink.open()) {
            var links = own.links().list().stream()
                    .filter(link -> !link.name().matches("(podman|cni|docker|veth|br-).*"))
                    .toList();
            var numbers = links.stream().map(Link::index).toList();
            return Map.of(
                    "links", links.stream().map(Link::name).toList(),
                    "addresses",
                            own.addresses().list().stream()
                                    .filter(a -> numbers.contains(a.link()))
                                    .toList(),
                    "routes",
                            own.routes().list().stream()
                                    .filter(r -> numbers.contains(r.link().orElse(0)))
                                    .toList(),
                    "forwarding", List.of(Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward"))),
                    "rules", rules());
        }
    }

    private static List<String> rules() throws IOException {
        if (!TestLab.root() || !Files.isExecutable(Path.of("/usr/sbin/nft"))) {
            return List.of();
        }
        var nft = new ProcessBuilder("/usr/sbin/nft", "--stateless", "list", "ruleset").start();
        return nft.inputReader().lines().toList();
    }

    private static NetworkSettings on(String network, String... aliases) {
        return new NetworkSettings(
                network, List.of(), List.of(aliases), List.of(), List.of(), List.of(), LinkQuality.PERFECT);
    }

    private void start(String name, NetworkSettings network) throws IOException {
        lab.containers()
                .start(TestLab.sleeper(name).network(network).build(), null)
                .close();
    }

    @Test
    void reachEachOtherByNameOnOneNetwork() throws IOException {
        lab.containers().networks().create(NewNetwork.named("blue"));
        start("a", on("blue", "first"));
        start("b", on("blue"));
        for (var name : List.of("b", lab.containers().get("b").shortId())) {
            assertEquals("reached", lab.joined("a", "ping -c1 -W2 " + name + " >/dev/null && echo reached"));
        }
        assertEquals("reached", lab.joined("b", "ping -c1 -W2 first >/dev/null && echo reached"));
    }

    @Test
    void doNotReachEachOtherAcrossNetworks() throws IOException {
        lab.containers().networks().create(NewNetwork.named("blue"));
        lab.containers().networks().create(NewNetwork.named("red"));
        start("a", on("blue"));
        start("b", on("red"));
        var b = address("b");
        assertEquals("no name", lab.joined("a", "grep -w b /etc/hosts || echo no name"));
        assertEquals("no way", lab.joined("a", "ping -c1 -W1 " + b + " >/dev/null 2>&1 || echo no way"));
    }

    private String address(String container) throws IOException {
        return lab.containers()
                .networks()
                .of(lab.containers().get(container).id())
                .get(0)
                .address()
                .host();
    }

    @Test
    void haveTheAddressThatWasAskedForAndAGateway() throws IOException {
        lab.containers()
                .networks()
                .create(new NewNetwork(
                        "blue",
                        List.of(Prefix.parse("10.211.0.0/24"), Prefix.parse("fd00:211::/64")),
                        List.of(),
                        false,
                        true,
                        Map.of()));
        start(
                "a",
                new NetworkSettings(
                        "blue",
                        List.of(Prefix.parseAddress("10.211.0.77")),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of("db:10.0.0.9"),
                        LinkQuality.PERFECT));
        assertEquals("10.211.0.77", address("a"));
        assertEquals("reached", lab.joined("a", "ping -c1 -W2 10.211.0.1 >/dev/null && echo reached"));
        assertTrue(lab.joined("a", "cat /etc/hosts").contains("10.0.0.9\tdb"));
        start("b", on("blue"));
        assertEquals("reached", lab.joined("a", "ping -6 -c1 -W2 fd00:211::2 >/dev/null && echo reached"));
        var taken = assertThrows(
                NetworkException.class,
                () -> start(
                        "c",
                        new NetworkSettings(
                                "blue",
                                List.of(Prefix.parseAddress("10.211.0.77")),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                LinkQuality.PERFECT)));
        assertEquals("the address 10.211.0.77 is taken", taken.getMessage());
    }

    @Test
    void refusesASubnetThatTheHostUses() throws IOException {
        String route;
        try (var host = Rtnetlink.open()) {
            route = host.routes().list().stream()
                    .filter(r -> !r.isDefault() && !r.to().six())
                    .map(r -> r.to().toString())
                    .findFirst()
                    .orElse("");
        }
        assumeTrue(!route.isEmpty(), "this host has no route but the default one");
        var taken = Prefix.parse(route);
        var refused = assertThrows(
                NetworkException.class,
                () -> lab.containers()
                        .networks()
                        .create(new NewNetwork("blue", List.of(taken.network()), List.of(), false, false, Map.of())));
        assertTrue(refused.getMessage().contains("overlaps " + route), refused.getMessage());
    }

    @Test
    void limitsWhatAContainerSends() throws IOException {
        assumeTrue(TestLab.root(), "only root's JVM may enter the namespace to look");
        start(
                "a",
                new NetworkSettings(
                        "bridge",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new LinkQuality(1_000_000, 0, 0)));
        try (var namespace =
                        NetworkNamespaces.of(lab.containers().get("a").pid().orElseThrow());
                var inside = Rtnetlink.in(namespace)) {
            var queue = inside.qdiscs().list().stream()
                    .filter(q -> q.kind().equals("tbf"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(1_000_000, queue.rate());
        }
    }

    @Test
    void forgetsANameWithItsContainer() throws IOException {
        var subnet =
                lab.containers().networks().create(NewNetwork.named("blue")).subnet();
        start("a", on("blue"));
        start("b", on("blue"));
        lab.containers().remove("b", true);
        assertEquals("", lab.joined("a", "grep -w b /etc/hosts"));
        var refused = assertThrows(
                NetworkException.class, () -> lab.containers().networks().remove("blue"));
        assertTrue(refused.getMessage().contains("has active endpoints: a"), refused.getMessage());
        lab.containers().remove("a", true);
        lab.containers().networks().remove("blue");
        lab.containers().networks().create(new NewNetwork("blue", List.of(subnet), List.of(), false, false, Map.of()));
        lab.containers().networks().remove("blue");
        assertTrue(lab.containers().networks().list().stream()
                .noneMatch(n -> n.name().equals("blue")));
    }

    @Test
    void startAgainWithAnAddress() throws IOException {
        start("a", on("bridge"));
        lab.containers().stop("a", 0);
        lab.containers().start("a", null).close();
        start("b", on("bridge"));
        assertEquals("reached", lab.joined("a", "ping -c1 -W2 " + address("b") + " >/dev/null && echo reached"));
        assertTrue(Files.exists(lab.paths().runtime().resolve("networks")));
    }

    private static NetworkSettings publishing(String... ports) {
        return new NetworkSettings(
                "bridge",
                List.of(),
                List.of(),
                Stream.of(ports).map(Port::parse).toList(),
                List.of(),
                List.of(),
                LinkQuality.PERFECT);
    }

    @Test
    void arePublishedOnAPortOfTheHost() throws Exception {
        assumeTrue(TestLab.root(), "an ordinary user's networks have no way to the host");
        var spec = ContainerSpec.of("base")
                .name("web")
                .command("sh", "-c", "while true; do echo hello | nc -l -p 80; done")
                .network(publishing("0:80"));
        lab.containers().start(spec.build(), null).close();
        var place =
                lab.containers().networks().of(lab.containers().get("web").id()).get(0);
        var number = place.ports().get(0).hostPort();
        for (var address : List.of("127.0.0.1", place.address().host())) {
            var port = address.startsWith("127") ? number : 80;
            assertEquals("hello", answer(address, port), address + ":" + port);
        }
        var refused = assertThrows(NetworkException.class, () -> start("b", publishing(number + ":80")));
        assertTrue(refused.getMessage().contains("in use"), refused.getMessage());
    }

    /** The server may still be between two connections. */
    private static String answer(String host, int port) throws Exception {
        for (var attempt = 0; ; attempt++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), 1000);
                socket.setSoTimeout(1000);
                return new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
            } catch (IOException e) {
                if (attempt == 20) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    @Test
    void goOutUnderTheHostsAddress() throws Exception {
        assumeTrue(TestLab.root(), "an ordinary user's networks have no way out");
        try (var peer = NetworkNamespaces.create();
                var there = Rtnetlink.in(peer);
                var own = Rtnetlink.open()) {
            var near = own.links().add(new NewLink.Veth("labtest0", "far", peer));
            try {
                own.addresses().add(near, Prefix.parse("10.213.7.1/24"));
                own.links().up(near);
                there.addresses().add(there.links().get("far"), Prefix.parse("10.213.7.2/24"));
                there.links().up(there.links().get("far"));
                var address = InetAddress.getByName("10.213.7.2");
                try (var server = NetworkNamespaces.in(peer, () -> new ServerSocket(7, 1, address))) {
                    server.setSoTimeout(3000);
                    start("a", on("bridge"));
                    lab.joined("a", "timeout 3 nc -w2 10.213.7.2 7 </dev/null >/dev/null 2>&1 & sleep 0.3");
                    try (var client = server.accept()) {
                        assertEquals("10.213.7.1", client.getInetAddress().getHostAddress());
                    }
                }
            } finally {
                own.links().delete("labtest0");
            }
        }
    }

    @Test
    void doNotLeaveAnInternalNetwork() throws IOException {
        lab.containers().networks().create(new NewNetwork("inner", List.of(), List.of(), true, false, Map.of()));
        start("a", on("inner"));
        start("b", on("inner"));
        assertEquals("reached", lab.joined("a", "ping -c1 -W2 b >/dev/null && echo reached"));
        assertEquals("", lab.joined("a", "ip route | grep default"));
    }

    @Test
    void areGoneFromTheHostAlsoWhenTheirHolderWasKilled() throws IOException {
        start("a", on("bridge"));
        var holder = lab.containers().networks().holder().orElseThrow();
        Kernel.get().kill(holder, 9);
        lab.containers().remove("a", true);
        lab.containers().networks().close();
        start("b", on("bridge"));
        start("c", on("bridge"));
        assertEquals("reached", lab.joined("b", "ping -c1 -W2 c >/dev/null && echo reached"));
    }
}
