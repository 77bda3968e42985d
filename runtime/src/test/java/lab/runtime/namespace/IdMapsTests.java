package lab.runtime.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runtime.kernel.Kernel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choice of id maps for this user. */
@Tag("kernel")
final class IdMapsTests {

    @TempDir
    private Path etc;

    private final int uid = Kernel.get().geteuid();

    private void subordinate(String line) throws IOException {
        Files.writeString(etc.resolve("subuid"), "# ranges\nsomebody:1:2\n" + line + "\n");
        Files.writeString(etc.resolve("subgid"), "somebody:1:2\n" + line + "\n");
    }

    @Test
    void rootGetsAFullRangeFarFromPeople() throws IOException {
        assumeTrue(uid == 0, "this user is not root");
        var map = new IdMaps(etc).choose();
        assertTrue(map.wide());
        assertFalse(map.helper());
        assertEquals(65536, map.uids().get(0).count());
        assertTrue(map.rootUid() >= 100_000, map.toString());
    }

    @Test
    void rootTakesTheRangeThatIsConfiguredForIt() throws IOException {
        assumeTrue(uid == 0, "this user is not root");
        subordinate("root:300000:65536");
        assertEquals(
                List.of(new IdMap.Range(0, 300_000, 65536)),
                new IdMaps(etc).choose().uids());
    }

    @Test
    void anOrdinaryUserWithoutRangesIsAloneInside() throws IOException {
        assumeTrue(uid != 0, "this user is root");
        var map = new IdMaps(etc).choose();
        assertEquals(List.of(new IdMap.Range(0, uid, 1)), map.uids());
        assertFalse(map.wide());
        assertFalse(map.helper());
    }

    @Test
    void anOrdinaryUserWithRangesHasThemAfterItself() throws IOException {
        assumeTrue(uid != 0, "this user is root");
        assumeTrue(IdMaps.helper("newuidmap").isPresent(), "newuidmap is not installed");
        subordinate(uid + ":200000:1000");
        var map = new IdMaps(etc).choose();
        assertEquals(List.of(new IdMap.Range(0, uid, 1), new IdMap.Range(1, 200_000, 1000)), map.uids());
        assertTrue(map.helper());
    }

    @Test
    void aDamagedLineIsNamed() throws IOException {
        subordinate((uid == 0 ? "root" : Integer.toString(uid)) + ":many:65536");
        var error = assertThrows(IOException.class, () -> new IdMaps(etc).choose());
        assertTrue(error.getMessage().contains("subuid") && error.getMessage().contains(":many:"), error.getMessage());
    }

    @Test
    void theTextIsThatOfTheKernelFile() {
        assertEquals(
                "0 1001 1\n1 100000 65535\n",
                IdMap.text(List.of(new IdMap.Range(0, 1001, 1), new IdMap.Range(1, 100_000, 65535))));
    }
}
