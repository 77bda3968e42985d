package lab.runtime.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Facts of a network namespace that ip(8), nft(8) and ping(8) have furnished, so that each is compared with what another program made. */
@Tag("kernel")
final class NetworkFactsTests {

    @BeforeEach
    void needTools() {
        assumeTrue(installed("ip"), "ip(8) is not installed");
    }

    private static boolean installed(String program) {
        return Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Sleeper furnished(String setup) throws Exception {
        return Sleeper.unshared(List.of("--net"), "PATH=$PATH:/usr/sbin:/sbin; ip link set lo up\n" + setup);
    }

    private static FactGroup process(Sleeper sleeper) {
        return new Sleeper.Here().facts().root().get("process", sleeper.commandLine());
    }

    private static String value(Fact fact, String... path) {
        for (String name : path) {
            fact = ((FactGroup) fact).get(name);
        }
        Reading reading = ((Observation) fact).reading();
        return String.valueOf(assertInstanceOf(Reading.Value.class, reading, reading.toString())
                .value());
    }

    private static String running(Sleeper sleeper) throws Exception {
        return value(process(sleeper).get("interface", "near"), "running");
    }

    private static List<FactGroup> elements(FactGroup process, String list) {
        return ((FactList) process.get(list)).elements();
    }

    @Test
    void anInterfaceTellsItsOtherEndAndItsAddresses() throws Exception {
        try (Sleeper sleeper = furnished("ip link add near type veth peer name far; ip addr add 10.5.5.1/24 dev near;"
                + " ip link set near up; ip link add sw0 type bridge; ip link set far master sw0")) {
            FactGroup process = process(sleeper);
            FactGroup near = process.get("interface", "near");
            assertEquals("veth", value(near, "kind"));
            assertEquals(value(process.get("interface", "far"), "index"), value(near, "peer"));
            assertEquals("false", value(near, "peerElsewhere"));
            assertEquals("[10.5.5.1/24]", value(near, "addresses"));
            assertEquals("true", value(near, "up"));
            // The kernel looks at carriers once a second.
            for (int i = 0; i < 100 && running(sleeper).equals("true"); i++) {
                Thread.sleep(50);
            }
            assertEquals("false", running(sleeper), "its other end is down");
            assertEquals("sw0", value(process.get("interface", "far"), "master"));
            assertEquals("", value(process.get("interface", "lo"), "kind"));
        }
    }

    @Test
    void routesAndNeighboursAreThoseOfIp() throws Exception {
        try (Sleeper sleeper = furnished("ip link add near type veth peer name far; ip addr add 10.5.5.1/24 dev near;"
                + " ip link set far up; ip link set near up; ip route add default via 10.5.5.9;"
                + " ip neigh add 10.5.5.9 lladdr 02:00:00:00:00:09 dev near")) {
            FactGroup process = process(sleeper);
            assertTrue(elements(process, "routes").stream()
                    .anyMatch(r -> value(r, "to").equals("default")
                            && value(r, "via").equals("10.5.5.9")
                            && value(r, "device").equals("near")));
            FactGroup neighbour = elements(process, "neighbours").get(0);
            assertEquals("10.5.5.9", value(neighbour, "address"));
            assertEquals("02:00:00:00:00:09", value(neighbour, "mac"));
            assertEquals("permanent", value(neighbour, "state"));
        }
    }

    @Test
    void rulesAreReadAsNftWroteThem() throws Exception {
        assumeTrue(installed("nft"), "nft(8) is not installed");
        try (Sleeper sleeper = furnished("nft add table ip t\n"
                + "nft add chain ip t out '{ type nat hook output priority -100; }'\n"
                + "nft add rule ip t out tcp dport 8080 counter dnat to 10.5.5.2:80\n"
                + "nft add chain ip t post '{ type nat hook postrouting priority 100; }'\n"
                + "nft add rule ip t post ip saddr 10.5.0.0/20 counter masquerade\n"
                + "nft add rule ip t post ip saddr 10.6.5.0/24 counter drop")) {
            List<String> rules = elements(process(sleeper), "rules").stream()
                    .map(r -> Stream.of("chain", "action", "port", "source", "to", "packets")
                            .map(leaf -> value(r, leaf))
                            .toList()
                            .toString())
                    .toList();
            assertEquals(
                    List.of(
                            "[out, dnat, 8080, , 10.5.5.2:80, 0]",
                            "[post, masquerade, 0, 10.5.0.0/20, , 0]",
                            "[post, drop, 0, 10.6.5.0/24, , 0]"),
                    rules);
        }
    }

    @Test
    void countersAreThoseOfTheNamespace() throws Exception {
        assumeTrue(installed("ping"), "ping(8) is not installed");
        try (Sleeper sleeper = furnished("ping -c 2 -i 0.2 127.0.0.1 >/dev/null")) {
            FactGroup process = process(sleeper);
            assertEquals("2", value(process.get("counter", "IcmpInEchoReps"), "value"));
            assertEquals("false", value(process.get("counter", "NoSuchThing"), "exists"));
            assertEquals(List.of(), elements(process, "listening"));
        }
    }
}
