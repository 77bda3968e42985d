package lab.runtime.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Tests of {@link Prefix}. */
class PrefixTests {

    @Test
    void clearsTheHostsPart() {
        assertEquals("172.20.0.0/16", Prefix.parse("172.20.3.4/16").network().toString());
        assertEquals(Prefix.parse("fd00:1::/64"), Prefix.parse("fd00:1::7/64").network());
    }

    @Test
    void countsHosts() {
        var network = Prefix.parse("172.20.0.0/24");
        assertEquals("172.20.0.254", network.host(BigInteger.valueOf(254)).getHostAddress());
        assertEquals(BigInteger.valueOf(256), network.size());
    }

    @Test
    void tellsWhatOverlaps() {
        var network = Prefix.parse("172.20.0.0/16");
        assertTrue(network.overlaps(Prefix.parse("172.20.9.0/24")));
        assertTrue(Prefix.parse("172.20.9.0/24").overlaps(network));
        assertTrue(network.overlaps(Prefix.parse("0.0.0.0/0")));
        assertFalse(network.overlaps(Prefix.parse("172.21.0.0/16")));
        assertFalse(network.overlaps(Prefix.parse("fd00::/8")));
    }

    @Test
    void refusesWhatIsNoAddress() {
        assertThrows(IllegalArgumentException.class, () -> Prefix.parse("localhost/8"));
        assertThrows(IllegalArgumentException.class, () -> Prefix.parse("10.0.0.0/33"));
        assertThrows(IllegalArgumentException.class, () -> Prefix.parse("10.0.0.0/x"));
        assertThrows(IllegalArgumentException.class, () -> Prefix.parse("10.0.0.256"));
    }
}
